package dev.insula.spawner.client;

/**
 * A generation that runs, from the spawner's list.
 *
 * @param state starting, ready or stopping
 * @param ready the last status line that began with "ready", or empty
 * @param memory bytes, with files that are held for it
 * @param resident bytes of its own, without files
 * @param tasks threads and processes
 * @param oomKills processes that were killed for lack of memory
 * @param refusedForks starts of a task that the limit refused
 */
public record Running(
    String site,
    long generation,
    Started started,
    State state,
    String ready,
    long memory,
    long resident,
    long tasks,
    long oomKills,
    long refusedForks) {
  /** How far a generation is. */
  public enum State {
    /** It has not said that it is ready. */
    STARTING,
    /** It has. */
    READY,
    /** It was asked to end. */
    STOPPING
  }
}
