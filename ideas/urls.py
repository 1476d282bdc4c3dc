from django.urls import path

from ideas.views import comments, home, ideas, listing, members, posting, voting

app_name = "ideas"
urlpatterns = [
    path("", home.home, name="home"),
    path("how/", home.how, name="how"),
    path("ideas/", listing.idea_list, name="idea-list"),
    path("ideas/said/", listing.said, name="said"),
    path("ideas/new/", posting.idea_new, name="idea-new"),
    path("ideas/like/", posting.likes, name="likes"),
    path("ideas/edit/<int:pk>/", posting.idea_edit, name="idea-edit"),
    path("ideas/withdraw/<int:pk>/", posting.idea_withdraw, name="idea-withdraw"),
    path("ideas/vote/<int:pk>/", voting.vote, name="vote"),
    path("ideas/follow/<int:pk>/", voting.follow, name="follow"),
    path("ideas/contest/<int:pk>/", posting.contest, name="contest"),
    path("ideas/why/<int:pk>/", ideas.why, name="why"),
    path("ideas/comment/<int:pk>/", comments.comment_new, name="comment-new"),
    path("ideas/<int:pk>/", ideas.idea, name="idea-by-number"),
    path("ideas/<int:pk>/<slug:slug>/", ideas.idea, name="idea"),
    path("comments/edit/<int:pk>/", comments.comment_edit, name="comment-edit"),
    path(
        "comments/withdraw/<int:pk>/",
        comments.comment_withdraw,
        name="comment-withdraw",
    ),
    path("comments/helpful/<int:pk>/", comments.helpful, name="helpful"),
    path("people/", members.people, name="people"),
    path("people/<slug:slug>/", members.member, name="member"),
    path("account/contributions/", members.standing, name="standing"),
]
