from django.urls import path

from ideas.views import (
    comments,
    drafts,
    history,
    home,
    ideas,
    listing,
    members,
    pictures,
    posting,
    previews,
    voting,
)

app_name = "ideas"
urlpatterns = [
    path("", home.home, name="home"),
    path("how/", home.how, name="how"),
    path("ideas/", listing.idea_list, name="idea-list"),
    path("ideas/new/", posting.idea_new, name="idea-new"),
    path("ideas/like/", posting.likes, name="likes"),
    path("ideas/draft/", drafts.idea_draft, name="idea-draft"),
    path("ideas/draft/<int:pk>/", drafts.comment_draft, name="comment-draft"),
    path("ideas/preview/", previews.preview, name="preview"),
    path("ideas/edit/<int:pk>/", posting.idea_edit, name="idea-edit"),
    path("ideas/withdraw/<int:pk>/", posting.idea_withdraw, name="idea-withdraw"),
    path("ideas/history/<int:pk>/", history.idea_history, name="idea-history"),
    path("ideas/vote/<int:pk>/", voting.vote, name="vote"),
    path("ideas/follow/<int:pk>/", voting.follow, name="follow"),
    path("ideas/contest/<int:pk>/", posting.contest, name="contest"),
    path("ideas/comment/<int:pk>/", comments.comment_new, name="comment-new"),
    path("ideas/<int:pk>/", ideas.idea, name="idea-by-number"),
    path("ideas/<int:pk>/<slug:slug>/", ideas.idea, name="idea"),
    path("comments/edit/<int:pk>/", comments.comment_edit, name="comment-edit"),
    path(
        "comments/withdraw/<int:pk>/",
        comments.comment_withdraw,
        name="comment-withdraw",
    ),
    path("comments/history/<int:pk>/", history.comment_history, name="comment-history"),
    path("comments/helpful/<int:pk>/", comments.helpful, name="helpful"),
    path("pictures/", pictures.picture_new, name="picture-new"),
    path("pictures/<slug:name>.webp", pictures.picture, name="picture"),
    path("people/", members.people, name="people"),
    path("people/<slug:slug>/", members.member, name="member"),
    path("account/contributions/", members.standing, name="standing"),
]
