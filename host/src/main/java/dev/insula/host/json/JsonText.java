package dev.insula.host.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes plain Java values as JSON. */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /**
   * One line of JSON.
   *
   * @param value maps with text keys, collections, text, numbers, booleans, {@code Optional} and
   *     null; anything else is written as its {@code toString()}
   */
  public static String of(@Nullable Object value) {
    var text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case Optional<?> optional -> write(out, optional.isPresent() ? optional.get() : null);
      case Map<?, ?> map -> writeObject(out, map);
      case Collection<?> items -> writeArray(out, items);
      case Boolean flag -> out.writeBoolean(flag);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      default -> out.writeString(value.toString());
    }
  }

  private static void writeObject(JsonGenerator out, Map<?, ?> map) throws IOException {
    out.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.writeFieldName(String.valueOf(entry.getKey()));
      write(out, entry.getValue());
    }
    out.writeEndObject();
  }

  private static void writeArray(JsonGenerator out, Collection<?> items) throws IOException {
    out.writeStartArray();
    for (Object item : items) {
      write(out, item);
    }
    out.writeEndArray();
  }
}
