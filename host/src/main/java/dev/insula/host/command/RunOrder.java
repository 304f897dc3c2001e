package dev.insula.host.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code insula run} was told.
 *
 * @param listen replaces the manifest's listeners unless it is empty; URLs that nobody looked at
 * @param spawner the socket of the one who starts sites as users of their own
 * @param logs where that one keeps what the sites print
 * @param apply whether its plans are brought up to date first
 */
record RunOrder(
    Optional<Path> manifest,
    List<String> listen,
    Optional<Path> spawner,
    Optional<Path> logs,
    boolean apply) {
  RunOrder {
    listen = List.copyOf(listen);
  }
}
