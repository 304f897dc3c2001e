package dev.insula.spawner.client;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A generation that was started.
 *
 * @param pid the number of its outermost process
 * @param socket where it listens once it is ready
 * @param uid who must be at the other end of the socket (SO_PEERCRED, unix(7)); the folder is the
 *     site's own, so it could have put a link to another site's socket there
 * @param planMark the fingerprint of the plan that was followed
 * @param port the free port that took the place of {@code ${port}}, if the plan mentions it
 */
public record Started(long pid, Path socket, int uid, String planMark, OptionalInt port) {}
