package dev.insula.config.read;

import dev.insula.config.HostPattern;
import dev.insula.config.OwnerPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which users may declare sites in files of their own, and what. */
record Owners(List<OwnerPolicy> policies) {
  Owners {
    policies = List.copyOf(policies);
  }

  /** Reads {@code owners:}; its problems are the manifest's. */
  static Owners read(Node.Fields map, Context context) {
    List<OwnerPolicy> policies = new ArrayList<>();
    for (Node.Field field : map.byName().values()) {
      Optional<String> user =
          Texts.userName()
              .read(new Node.Scalar(field.key(), field.name(), false), context.report());
      Optional<Node.Fields> rules = Maps.fields().read(field.value(), context.report());
      if (user.isPresent() && rules.isPresent()) {
        Section section =
            Section.open(
                OwnerKeys.TABLE, rules.get(), field.key().path(), context.forAnyKind(), List.of());
        policies.add(OwnerKeys.read(user.get(), section));
      }
    }
    return new Owners(policies);
  }

  Optional<OwnerPolicy> of(String user) {
    return policies.stream().filter(policy -> policy.user().equals(user)).findFirst();
  }

  /** Whose the name is: of all who may claim it, the one who is named for it most closely. */
  boolean owns(OwnerPolicy policy, HostPattern host) {
    return policy.closeness(host) > 0
        && policies.stream()
            .filter(other -> !other.equals(policy))
            .allMatch(other -> other.closeness(host) < policy.closeness(host));
  }

  /** The same for names of sites: the owner with the longest name that fits. */
  boolean owns(OwnerPolicy policy, String site) {
    return policies.stream()
        .filter(other -> other.mayName(site))
        .max(Comparator.comparingInt(other -> other.prefix().length()))
        .filter(policy::equals)
        .isPresent();
  }
}
