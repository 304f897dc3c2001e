package dev.insula.config.read;

import java.util.List;

/** The keys of {@code process}. */
final class ProcessKeys {
  static final Key<String> GROUP = Key.of("group", Texts.groupName());

  static final KeyTable TABLE = new KeyTable("sites.*.process", "process", List.of(GROUP));

  private ProcessKeys() {}
}
