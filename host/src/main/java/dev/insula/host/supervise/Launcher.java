package dev.insula.host.supervise;

import dev.insula.config.Site;
import java.time.Duration;
import java.util.List;

/** Starts one generation of a site. Neither call blocks; what happens is told to the listener. */
public interface Launcher {
  /** Begins a start; the listener hears {@code ready} or {@code failed}, later {@code exited}. */
  Launched launch(Order order, Listener listener);

  /** What the start of a site may take beyond its own limit, for work that is done once. */
  default Duration preparation(Site site) {
    return Duration.ZERO;
  }

  /**
   * Whether a start of this site would now be another one than the last, although the manifest says
   * the same: a secret, for example, has another content. May block.
   */
  default boolean changedBeneath(Site site) {
    return false;
  }

  /**
   * What to start.
   *
   * @param attempt counts the starts of this generation, from 1, so that each has its own socket
   */
  record Order(Site site, long generation, int attempt) {}

  /** A start that was begun. */
  interface Launched {
    /** Asks it to end; requests in flight were waited for before. */
    void terminate();

    /** Ends it now. */
    void kill();
  }

  /** Hears what becomes of a start; called on any thread. */
  interface Listener {
    /** It answers requests at this endpoint. */
    void ready(Endpoint endpoint, Vitals vitals);

    /** It could not start; the message is a sentence without the site's name. */
    void failed(String message);

    /** What a start that is under way still waits for, as a clause; tells why one came too late. */
    default void waiting(String what) {}

    /** It is gone. */
    void exited(int status);

    /** Something worth showing in the site's status, such as settings that were overridden. */
    void noted(String note);

    /** It still answers but cannot go on as it is; a new generation is to take its place. */
    void worn(String why);

    /** So many bytes are its own, without files; told of processes that this user may not see. */
    default void holds(long bytes) {}

    /** Its server's workers are now these processes. */
    void workers(List<Long> pids);
  }

  /**
   * What is known of a running generation.
   *
   * @param server name and version, such as {@code gunicorn/20.1.0}
   * @param pids its processes, the main one first; this JVM's own for a site inside it
   */
  record Vitals(String server, List<Long> pids) {
    public Vitals {
      pids = List.copyOf(pids);
    }
  }
}
