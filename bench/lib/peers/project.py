"""What every server is given to serve: sites that tell their name and the process that answers."""
import os
import sqlite3

FIRST_LINES = '''import os
import sys
import time

NAME = "{name}"
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
'''
HELLO = '''
BODY = (NAME + " " + "x" * 1024)[:1024].encode()


def page(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]
'''
DJANGO = '''
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{name}_shop.settings")
from django.core.wsgi import get_wsgi_application
page = get_wsgi_application()
'''
LAST_LINES = '''

def application(environ, start_response):
    def answer(status, fields, *fault):
        return start_response(status, fields + [("X-Process", str(os.getpid()))], *fault)
    if environ["PATH_INFO"] not in ("/slow", "/warm"):
        return page(environ, answer)
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1)
    answer("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(NAME)))])
    return [NAME.encode()]
'''
SETTINGS = '''from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
SHOP = "{name}"
SECRET_KEY = "only-{name}-knows-this-and-it-has-to-be-rather-long"
ALLOWED_HOSTS = ["{name}.test"]
INSTALLED_APPS = ["{name}_shop"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "{name}_shop.urls"
TEMPLATES = [{{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [FOLDER / "pages"]}}]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "shop.sqlite3"}}}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
'''
URLS = '''from django.conf import settings
from django.shortcuts import render
from django.urls import path

from .models import Article


def shelf(request):
    return render(request, "shelf.html", {"shop": settings.SHOP, "articles": Article.objects.order_by("id")[:10]})


urlpatterns = [path("", shelf)]
'''
MODELS = '''from django.db import models


class Article(models.Model):
    title = models.CharField(max_length=100)
    cents = models.IntegerField()

    class Meta:
        managed = False
        db_table = "article"
'''
PAGE = '''<html><head><title>{{ shop }}</title></head><body><h1>{{ shop|title }}</h1><table>
{% for article in articles %}<tr class="{% cycle 'even' 'odd' %}"><td>{{ forloop.counter }}</td><td>{{ article.title }}</td><td>{{ article.cents }}</td></tr>
{% endfor %}</table></body></html>
'''


def name(number):
    return "s%03d" % number


def host(number):
    return name(number) + ".test"


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as out:
        out.write(text)


def folder(root, number):
    return os.path.join(root, "sites", name(number))


def make(root, number, work):
    """One site of the given work: `hop` answers 1 KiB from memory, `django` a page with ten rows of its own SQLite file."""
    site, place = name(number), folder(root, number)
    middle = DJANGO if work == "django" else HELLO
    put(place + "/wsgi.py", (FIRST_LINES + middle).format(name=site) + LAST_LINES)
    if work == "django":
        package = "%s/%s_shop/" % (place, site)
        for file, text in (("__init__", ""), ("settings", SETTINGS.format(name=site)), ("urls", URLS), ("models", MODELS)):
            put(package + file + ".py", text)
        put(place + "/pages/shelf.html", PAGE)
        stock(place + "/shop.sqlite3", site)


def stock(file, site):
    with sqlite3.connect(file) as shop:
        shop.execute("create table article (id integer primary key, title varchar(100) not null, cents integer not null)")
        rows = [("%s's article number %d, as good as any" % (site, n), 100 + n) for n in range(200)]
        shop.executemany("insert into article (title, cents) values (?, ?)", rows)
    shop.close()
