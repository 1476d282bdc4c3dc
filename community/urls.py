from django.urls import path

from community.views import account, crawlers, flags, invitations, notices, rulings

app_name = "community"
urlpatterns = [
    path("account/", account.profile, name="profile"),
    path("account/consent/", account.consent, name="consent"),
    path("account/everything/", account.everything, name="everything"),
    path("account/leave/", account.leave, name="leave"),
    path("account/notices/", notices.notice_list, name="notices"),
    path("account/notices/read/", notices.notices_read, name="notices-read"),
    path("account/notices/choices/", notices.choices, name="notice-choices"),
    path("account/invite/", invitations.invite, name="invite"),
    path("join/<str:token>/", invitations.invitation, name="invitation"),
    path("flag/<int:pk>/", flags.flag, name="flag"),
    path("cards/firm.png", crawlers.card_of_firm, name="firm-card"),
    path("done-here/", rulings.ruling_list, name="rulings"),
    path("done-here/<str:token>/", rulings.ruling, name="ruling"),
]
