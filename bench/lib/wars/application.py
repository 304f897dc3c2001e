"""The web application as a WAR: a servlet and a page."""
import os
import shutil
import subprocess
import zipfile

from measure import java
from peers.jvm import container

HERE = os.path.dirname(os.path.abspath(__file__))


def war(folder):
    classes = os.path.join(folder, "classes")
    subprocess.run([java.program("javac"), "-cp", container(), "-d", classes, os.path.join(HERE, "Shelf.java")], check=True)
    path = os.path.join(folder, "shop.war")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(os.listdir(os.path.join(classes, "shop"))):
            out.write(os.path.join(classes, "shop", name), "WEB-INF/classes/shop/" + name)
        out.write(os.path.join(HERE, "shelf.jsp"), "WEB-INF/shelf.jsp")
    return path


def copies(war_file, folder, count):
    """As many copies, each a file of its own."""
    return [shutil.copy(war_file, os.path.join(folder, "copy%d.war" % number)) for number in range(1, count + 1)]
