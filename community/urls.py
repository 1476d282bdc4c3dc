from django.urls import path, re_path

from community.views import (
    account,
    crawlers,
    devices,
    flags,
    house,
    invitations,
    mail_off,
    notices,
    rulings,
)

app_name = "community"
urlpatterns = [
    path("account/", account.profile, name="profile"),
    path("account/consent/", account.consent, name="consent"),
    path("account/everything/", account.everything, name="everything"),
    path("account/devices/", devices.device_list, name="devices"),
    path("account/leave/", account.leave, name="leave"),
    path("account/notices/", notices.notice_list, name="notices"),
    path("account/notices/read/", notices.notices_read, name="notices-read"),
    path("account/notices/choices/", notices.choices, name="notice-choices"),
    path("account/invite/", invitations.invite, name="invite"),
    path("mail/off/<str:token>/", mail_off.mail_off, name="mail-off"),
    path("join/<str:token>/", invitations.invitation, name="invitation"),
    re_path(
        r"^house/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$",
        house.colours,
        name="colours",
    ),
    path("house/pictures/<slug:digest>.<slug:kind>", house.picture, name="picture"),
    path("legal/<slug:slug>/", house.legal, name="legal"),
    path("legal/<slug:slug>/<int:number>/", house.legal, name="legal-version"),
    path("flag/<int:pk>/", flags.flag, name="flag"),
    path("cards/firm.png", crawlers.card_of_firm, name="firm-card"),
    path("done-here/", rulings.ruling_list, name="rulings"),
    path("done-here/<str:token>/", rulings.ruling, name="ruling"),
]
