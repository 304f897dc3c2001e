package dev.insula.host.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads JSON, comments allowed, into nodes that know their lines. */
public final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  private JsonTree() {}

  /**
   * The whole text as one value.
   *
   * @throws IOException with a sentence that names the line, if it is no JSON
   */
  public static JsonNode read(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      return value(parser);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new IOException("line " + line + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode value(JsonParser parser) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return members(parser, line);
    }
    if (token == JsonToken.START_ARRAY) {
      return items(parser, line);
    }
    if (token == null) {
      throw new IOException("the text ends where a value must stand");
    }
    return new JsonNode.Scalar(line, parser.getText());
  }

  private static JsonNode members(JsonParser parser, int line) throws IOException {
    SequencedMap<String, JsonNode> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new JsonNode.Members(line, members);
  }

  private static JsonNode items(JsonParser parser, int line) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonNode.Items(line, items);
  }
}
