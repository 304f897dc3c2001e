package dev.insula.host.launch;

import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One site that a zygote forked, or is about to. Of a site with several processes the zygote knows
 * their head, which reports for all of them and ends them with itself.
 */
final class ZygoteSite implements Launcher.Launched {
  private static final int KILLED = 137;

  private final Zygote zygote;
  private final DaemonCommand command;
  private final Launcher.Listener listener;
  private final Otherwise otherwise;
  private final AtomicLong pid = new AtomicLong();
  private final Set<Long> workers = Collections.synchronizedSet(new LinkedHashSet<>());
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean gone = new AtomicBoolean();

  /** How the site is started when the zygote says that it cannot fork it. */
  interface Otherwise {
    /** As a program of its own. */
    void byExec();

    /** From a new zygote: what this one has imported is not installed any more. */
    void byAnother(Zygote stale);
  }

  ZygoteSite(
      Zygote zygote, DaemonCommand command, Launcher.Listener listener, Otherwise otherwise) {
    this.zygote = zygote;
    this.command = command;
    this.listener = listener;
    this.otherwise = otherwise;
  }

  void forked(long itsPid) {
    pid.set(itsPid);
    if (ended.get()) {
      terminate();
    }
  }

  void hear(StatusLine line) {
    switch (line.word()) {
      case "ready" -> {
        DaemonWords.application(line).ifPresent(listener::noted);
        listener.ready(
            new Endpoint.OnSocket(command.socket()),
            new Launcher.Vitals(line.value("server").orElse("lean") + " (forked)", pids()));
      }
      case "failed" -> failedToStart(line);
      case "drift" -> listener.noted(DaemonWords.drift(line));
      case "worker" -> workerChanged(line);
      case "exited" -> exited((int) line.number("status", KILLED));
      default -> {
        // What else a site's process says is for its log.
      }
    }
  }

  private void workerChanged(StatusLine line) {
    long worker = line.number("worker", 0);
    if (worker == 0) {
      DaemonWords.worn(line).ifPresent(listener::worn);
      return;
    }
    DaemonWords.notReplaced(line).ifPresent(listener::noted);
    switch (line.value("state").orElse("")) {
      case "started" -> workers.add(worker);
      case "exited" -> workers.remove(worker);
      default -> {
        // It is there still.
      }
    }
    listener.workers(pids());
  }

  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    pids.add(pid.get());
    synchronized (workers) {
      pids.addAll(workers);
    }
    return pids;
  }

  private void failedToStart(StatusLine line) {
    switch (line.value("fallback").orElse("")) {
      case "exec" -> giveUp(otherwise::byExec);
      case "zygote" -> giveUp(() -> otherwise.byAnother(zygote));
      default -> listener.failed(DaemonWords.failure(line));
    }
  }

  private void giveUp(Runnable instead) {
    if (gone.compareAndSet(false, true)) {
      zygote.close(command.socket());
      instead.run();
    }
  }

  void failed(String message) {
    listener.failed(message);
  }

  private void exited(int status) {
    if (gone.compareAndSet(false, true)) {
      zygote.close(command.socket());
      listener.exited(status);
    }
  }

  /** The zygote died: the process goes on, and its end is noticed through the system. */
  void orphaned(long itsPid) {
    ProcessHandle.of(itsPid).ifPresentOrElse(this::watch, () -> exited(KILLED));
  }

  private void watch(ProcessHandle process) {
    var _ = process.onExit().thenRun(() -> exited(KILLED));
  }

  @Override
  public void terminate() {
    ended.set(true);
    end("TERM", ProcessHandle::destroy);
  }

  @Override
  public void kill() {
    ended.set(true);
    List<Long> all = pids();
    end("KILL", ProcessHandle::destroyForcibly);
    all.stream()
        .skip(1)
        .flatMap(worker -> ProcessHandle.of(worker).stream())
        .forEach(ProcessHandle::destroyForcibly);
  }

  private void end(String signal, java.util.function.Consumer<ProcessHandle> otherwise) {
    long itsPid = pid.get();
    if (itsPid == 0) {
      return;
    }
    if (zygote.isAlive()) {
      zygote.signal(itsPid, signal);
    } else {
      ProcessHandle.of(itsPid).ifPresent(otherwise);
    }
  }
}
