package dev.insula.config.read;

import dev.insula.config.Tls;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys of {@code tls}. */
final class TlsKeys {
  static final Key<Path> CERTIFICATE = Key.of("certificate", Paths.file());
  static final Key<Path> KEY = Key.of("key", Paths.file());
  static final Key<Boolean> SELF_SIGNED = Key.of("self-signed", Scalars.bool());

  static final KeyTable TABLE =
      new KeyTable("sites.*.tls", "tls", List.of(CERTIFICATE, KEY, SELF_SIGNED));

  private TlsKeys() {}

  static Optional<Tls> read(Section tls) {
    if (tls.find(SELF_SIGNED).orElse(false)) {
      refuseBeside(tls, CERTIFICATE);
      refuseBeside(tls, KEY);
      return Optional.of(new Tls.SelfSigned());
    }
    Optional<Path> certificate =
        tls.require(CERTIFICATE, "\"certificate: tls/site.pem\" or \"self-signed: true\"");
    Optional<Path> key = tls.require(KEY, "\"key: tls/site.key\"");
    return certificate.flatMap(chain -> key.map(secret -> new Tls.Files(chain, secret)));
  }

  private static void refuseBeside(Section tls, Key<Path> key) {
    tls.field(key)
        .ifPresent(field ->
            tls.context()
                .report()
                .add(field.key(), " is given, but self-signed is true; remove one of the two"));
  }
}
