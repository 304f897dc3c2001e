package dev.insula.host.supervise;

/**
 * What the kernel counts for all processes of a site, or of the group that it shares a process
 * with.
 *
 * @param memory bytes, with what it has in files of its own temporary folder
 * @param tasks processes and threads
 */
public record Usage(long memory, long tasks) {}
