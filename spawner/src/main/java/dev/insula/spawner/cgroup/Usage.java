package dev.insula.spawner.cgroup;

/**
 * What a group uses and where it met its limits, as the kernel counts.
 *
 * @param memory bytes now, with files that are held for it
 * @param resident bytes of its own now, without files
 * @param tasks threads and processes now
 * @param oomKills processes that were killed because the memory was used up
 * @param refusedForks starts of a task that were refused
 */
public record Usage(long memory, long resident, long tasks, long oomKills, long refusedForks) {}
