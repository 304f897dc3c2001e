package dev.insula.host.doctor;

import dev.insula.host.doctor.Probes.Try;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the manifest and the way Insula was started allow sites to see of each other. Whatever is
 * open beyond it is a leak.
 *
 * @param networked sites that share the machine's network
 * @param jvms by site, the JVM that it shares with others; sites alone in a process are absent
 * @param isOneUser whether all sites run as the user who asks, because root does not start them
 */
public record Terms(Set<String> networked, Map<String, String> jvms, boolean isOneUser) {
  private static final Set<String> OF_THE_NETWORK = Set.of("abstract-socket", "loopback-port");

  /** What {@code docs/process-wide-state.md} says is not kept apart. */
  private static final Set<String> OF_A_JVM = Set.of("thread", "security provider");

  /** Copies the collections. */
  public Terms {
    networked = Set.copyOf(networked);
    jvms = Map.copyOf(jvms);
  }

  /** Why a site may reach what it has reached; empty for a leak. */
  Optional<String> allowing(Try one) {
    if (isInOneJvm(one)) {
      return OF_A_JVM.contains(one.kind()) ? Optional.of("one JVM") : Optional.empty();
    }
    if (isOneUser) {
      return Optional.of("one user");
    }
    boolean isOfBoth = networked.contains(one.from()) && networked.contains(one.to());
    return OF_THE_NETWORK.contains(one.kind()) && isOfBoth
        ? Optional.of("network: host")
        : Optional.empty();
  }

  private boolean isInOneJvm(Try one) {
    return jvms.containsKey(one.from())
        && jvms.getOrDefault(one.from(), "").equals(jvms.get(one.to()));
  }
}
