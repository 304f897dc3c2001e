package dev.insula.config.read;

import dev.insula.config.ByteSize;
import dev.insula.config.CpuShare;
import dev.insula.config.HostPattern;
import dev.insula.config.OwnerPolicy;
import java.nio.file.Path;
import java.util.List;

/** The keys of what an owner of included files may do. */
final class OwnerKeys {
  static final Key<List<HostPattern>> HOSTS = SiteKeys.HOSTS;
  static final Key<List<Path>> FOLDERS = Key.of("folders", Collected.oneOrList(Paths.anywhere()));
  static final Key<Node.Fields> LIMITS = Key.of("limits", Maps.fields());

  static final KeyTable TABLE =
      new KeyTable("owners.*", "an owner", List.of(HOSTS, FOLDERS, LIMITS));

  private static final Key<ByteSize> MEMORY = LimitKeys.MEMORY;
  private static final Key<CpuShare> CPU = LimitKeys.CPU;

  static final KeyTable LIMITS_TABLE =
      new KeyTable("owners.*.limits", "limits of an owner", List.of(MEMORY, CPU, LimitKeys.TASKS));

  private OwnerKeys() {}

  static OwnerPolicy read(String user, Section owner) {
    Section limits = owner.section(LIMITS, LIMITS_TABLE);
    return new OwnerPolicy(
        user,
        owner.require(HOSTS, "[\"*.example.org\"]").orElse(List.of()),
        owner.require(FOLDERS, "[/srv/" + user + "]").orElse(List.of()),
        limits.find(MEMORY),
        limits.find(CPU),
        Numbers.optional(limits.find(LimitKeys.TASKS)));
  }
}
