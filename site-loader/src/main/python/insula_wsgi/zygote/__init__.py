"""The zygote: a process that has imported all that needs no settings, and forks sites.

Started as ``PYTHON <dir>/insula_wsgi --zygote``. It reads commands from standard input
and writes status lines (those of :mod:`insula_wsgi.status`, each with ``site``,
``generation`` and ``pid``) to standard output. A command is one line of JSON:

========  ======================================================================
open      first of all: cache (folder for preload lists, or null), host (pid whose
          end is the sites' end; default: the parent)
start     site, generation, socket, plan_bytes; optional uid, gid, groups (a list),
          log (path, opened as the site's user), owner ([uid, gid] of the socket),
          mode ("0660"), dumpable (false), hold (false). Exactly plan_bytes bytes
          follow: the site's plan (:mod:`insula_wsgi.plan`, server lean)
go        pid: lets a site that was started with hold go on
signal    pid, signal ("TERM", "KILL", "USR2"): to a site's process
close     socket: ends the listener and removes its name
========  ======================================================================

Status lines beside those of a site: ``zygote`` (pid, python, django, modules)
once it can fork, ``forked`` as soon as a site's process is there, ``exited`` with status
or signal when it is gone, ``refused`` (message) for a command that cannot be carried out.
``failed`` with ``fallback=exec`` means: this site must be started by exec; with
``fallback=zygote``: by a new zygote, for since this one's start other packages were
installed. It should go on until its last site has ended. Of a site with
several processes ``pid`` is their head, and ``worker`` the process that a line is about.

What must not get from one site into another never enters this process: the plan, with
its environment and secrets, is read from the pipe by the site's own process, after the
fork. That process holds neither end of the zygote's pipes afterwards.

The listener stays open here when a site's process dies: requests wait in its backlog
until the site is started again on the same socket. A new generation takes a new socket.

Sites of one zygote share the layout of their memory and the seed of str hashes.
"""
