package dev.insula.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, HTTP, 127.0.0.1, 8080",
    "https://Example.Org:443, HTTPS, example.org, 443",
    "http://[::1]:80, HTTP, ::1, 80",
    "http://localhost:0/, HTTP, localhost, 0"
  })
  void listeningAddressesAreReadAndPrinted(String text, Scheme scheme, String host, int port) {
    Listen listen = Listen.parse(text);
    assertEquals(new Listen(scheme, host, port), listen);
    assertEquals(listen, Listen.parse(listen.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http:",
        "http:x",
        "http://",
        "http://:80",
        "http://a",
        "http://a:",
        "http://a:1/b",
        "http://a:1#b",
        "http://a:00",
        "unix:/run/x",
        "http://a:80:80",
        "//a:1",
        "http://[::1]"
      })
  void otherListeningAddressesAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Listen.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "127.0.0.1, 127.0.0.1, true",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fdff::1, true",
    "::1, ::1, true"
  })
  void rangesHoldTheirAddresses(String range, String address, boolean isInside) {
    AddressRange parsed = AddressRange.parse(range);
    assertEquals(isInside, parsed.contains(InetAddress.ofLiteral(address)));
    assertEquals(parsed, AddressRange.parse(parsed.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "1, 1B",
    "1024, 1KiB",
    "1536, 1536B",
    "67108864, 64MiB",
    "1099511627776, 1TiB"
  })
  void sizesPrintWithTheLargestUnitThatFits(long bytes, String text) {
    assertEquals(text, new ByteSize(bytes).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "a-b", "1-", "a0-9z"})
  void siteNames(String text) {
    assertEquals(text, new SiteName(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a_b", "a.b", "a/b", "ä"})
  void otherSiteNamesAreRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new SiteName(text));
    assertTrue(String.valueOf(e.getMessage()).contains(SiteName.RULE));
  }

  @Test
  void theInterpreterIsTheExecutableElseThatOfTheVenvElseTheSystems() {
    Optional<Path> venv = Optional.of(Path.of("/srv/venv"));
    Optional<Path> executable = Optional.of(Path.of("/opt/python"));
    assertEquals(Path.of("/usr/bin/python3"), Python.defaults().interpreter());
    assertEquals(
        Path.of("/srv/venv/bin/python3"),
        new Python(Python.Server.GUNICORN, Optional.empty(), venv).interpreter());
    assertEquals(
        Path.of("/opt/python"), new Python(Python.Server.GUNICORN, executable, venv).interpreter());
  }

  @Test
  void problemsPrintOneLineEachAndTheirCount() {
    Problem problem = new Problem(new Place(Path.of("insula.yaml"), 14, 17), "a", "a is wrong.");
    assertEquals(
        "insula.yaml:14:17: a is wrong.\n1 problem", new Problems(List.of(problem)).toString());
    assertEquals(
        "insula.yaml:14:17: a is wrong.\ninsula.yaml:14:17: a is wrong.\n2 problems",
        new Problems(List.of(problem, problem)).toString());
  }

  @Test
  void theEmptyManifestHasEveryDefault() {
    Manifest empty = Manifest.empty(Path.of("/srv/insula.yaml"));
    assertEquals(List.of(Listen.parse("http://127.0.0.1:8080")), empty.listen());
    assertEquals(Path.of("/srv/.insula"), empty.state());
    assertEquals(Path.of("/srv/.insula/control.sock"), empty.control());
    assertTrue(empty.sites().isEmpty());
    assertFalse(empty.site(new SiteName("a")).isPresent());
  }
}
