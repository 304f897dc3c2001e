package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainScalarTest {
  @ParameterizedTest
  @CsvSource({
    "010, the number 8",
    "0o17, the number 15",
    "00, the number 0",
    "089, the number 89",
    "-010, the number -8",
    "1_000, the number 1000",
    "0x1F, the number 31",
    "0b101, the number 5",
    "+1, the number 1",
    "-0, the number 0",
    "1.10, the number 1.1",
    "1., the number 1",
    ".5, the number 0.5",
    "1e3, the number 1000",
    "1:30, the number 90",
    "1:00:00, the number 3600",
    ".inf, the number infinity",
    ".NaN, the number NaN",
    "yes, true",
    "No, false",
    "ON, true",
    "off, false",
    "True, true"
  })
  void someTextsAreSomethingElseForYaml(String text, String other) {
    assertEquals(Optional.of(other), PlainScalar.misreading(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "8080",
        "-5",
        "1.5",
        "0.25",
        "true",
        "false",
        "a",
        "yEs",
        "1.2.3",
        "127.0.0.1",
        "2026-11-25",
        "1s",
        "0_",
        "0x",
        "0b2",
        "1:99",
        "e3",
        ".",
        "-",
        "+",
        "1e",
        "ab:cd",
        "::1",
        "99999999999999999999999999999999999999999999",
        "1e9999999"
      })
  void mostTextsAreTheSameForYaml(String text) {
    Optional<String> other = PlainScalar.misreading(text);
    assertEquals(text.equals("0_") ? Optional.of("the number 0") : Optional.empty(), other);
  }
}
