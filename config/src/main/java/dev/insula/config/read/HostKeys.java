package dev.insula.config.read;

import dev.insula.config.AddressRange;
import dev.insula.config.Listen;
import java.nio.file.Path;
import java.util.List;

/** The keys of the manifest itself. */
final class HostKeys {
  static final Key<List<Listen>> LISTEN =
      Key.of("listen", Collected.oneOrList(Scalars.parsed("an address", Listen::parse)));
  static final Key<List<String>> INCLUDE =
      Key.of("include", Collected.oneOrList(Texts.notBlank("a file name or pattern")));
  static final Key<Path> STATE = Key.of("state", Paths.anywhere());
  static final Key<Path> CONTROL = Key.of("control", Paths.anywhere());
  static final Key<List<AddressRange>> TRUSTED_PROXIES =
      Key.of(
          "trusted-proxies",
          Collected.oneOrList(Scalars.parsed("an address", AddressRange::parse)));
  static final Key<Node.Fields> OWNERS = Key.of("owners", Maps.fields());
  static final Key<Node.Fields> DEFAULTS = Key.of("defaults", Maps.fields());
  static final Key<Node.Fields> SITES = Key.of("sites", Maps.fields());

  static final KeyTable TABLE =
      new KeyTable(
          "",
          "a manifest",
          List.of(LISTEN, INCLUDE, STATE, CONTROL, TRUSTED_PROXIES, OWNERS, DEFAULTS, SITES));

  /** What an included file may hold. */
  static final KeyTable INCLUDED = new KeyTable("", "an included file", List.of(SITES));

  private HostKeys() {}
}
