"""A small application with its own sign-in, and docflow under /cv.

Try it:  flask --app examples/host/app.py docflow upgrade
         flask --app examples/host/app.py run      then open /sign-in/11 and /cv/
"""

from __future__ import annotations

import os

from flask import Flask, redirect, url_for
from flask_login import LoginManager, UserMixin, login_user

from docflow import DocFlow

STAFF = {"11": "Văn thư Sở", "12": "Phó Giám đốc"}


class Member(UserMixin):
    """Somebody the application knows."""

    def __init__(self, key: str) -> None:
        self.id, self.name = key, STAFF[key]


app = Flask(__name__, instance_path=os.environ.get("EXAMPLE_INSTANCE"))
app.config.update(SECRET_KEY="change me", DOCFLOW_URL_PREFIX="/cv")
login = LoginManager(app)
login.user_loader(lambda key: Member(key) if key in STAFF else None)
DocFlow().init_app(app)


@app.route("/sign-in/<key>")
def sign_in(key: str) -> object:
    """Sign in without a password: this is an example."""
    login_user(Member(key))
    return redirect(url_for("docflow.home"))
