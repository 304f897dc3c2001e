"""A view that answers with what its site sees; added to the urls.py of both example projects."""
import os

from django.conf import settings
from django.http import HttpResponse


def who(request):
    return HttpResponse(
        "settings=%s pid=%d uid=%d zone=%s script=%s path=%s\n"
        % (
            settings.SETTINGS_MODULE,
            os.getpid(),
            os.getuid(),
            settings.TIME_ZONE,
            request.META["SCRIPT_NAME"],
            request.META["PATH_INFO"],
        ),
        content_type="text/plain",
    )
