package dev.insula.spawner.client;

/**
 * Hears what becomes of generations; called on the client's reading thread, so it must neither
 * block nor ask the client anything.
 */
public interface SpawnerListener {
  /**
   * The daemon process said something on its status channel.
   *
   * @param line as the process wrote it: a word, then key=value pairs
   */
  void status(String site, long generation, String line);

  /** It lost processes because it used up its memory; it may go on without them. */
  void killedForMemory(String site, long generation, long processes);

  /**
   * It is gone, with all of its processes and its socket.
   *
   * @param status the exit status, 128 and the signal's number after a signal
   * @param oomKills how many of its processes were ever killed for lack of memory
   */
  void exited(String site, long generation, int status, long oomKills);

  /** The connection ended; sites run on if it was the front's doing. Connect anew and list. */
  void disconnected(String reason);
}
