package dev.insula.config.read;

import dev.insula.config.Tls;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys of {@code tls}. */
final class TlsKeys {
  static final Key<Path> CERTIFICATE = Key.of("certificate", Paths.file());
  static final Key<Path> KEY = Key.of("key", Paths.file());

  static final KeyTable TABLE = new KeyTable("sites.*.tls", "tls", List.of(CERTIFICATE, KEY));

  private TlsKeys() {}

  static Optional<Tls> read(Section tls) {
    Optional<Path> certificate = tls.require(CERTIFICATE, "\"certificate: tls/site.pem\"");
    Optional<Path> key = tls.require(KEY, "\"key: tls/site.key\"");
    return certificate.flatMap(chain -> key.map(secret -> new Tls(chain, secret)));
  }
}
