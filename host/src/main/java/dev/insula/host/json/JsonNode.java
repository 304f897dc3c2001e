package dev.insula.host.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A value of a JSON text that was read, with the line it stands on, from 1. */
public sealed interface JsonNode {
  /** Where it begins. */
  int line();

  /** An object; of members with the same name the last one counts. */
  record Members(int line, SequencedMap<String, JsonNode> all) implements JsonNode {
    public Members {
      all = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(all));
    }

    /** The member with this name. */
    public Optional<JsonNode> member(String name) {
      return Optional.ofNullable(all.get(name));
    }
  }

  /** An array. */
  record Items(int line, List<JsonNode> all) implements JsonNode {
    public Items {
      all = List.copyOf(all);
    }
  }

  /** A text, a number, {@code true}, {@code false} or {@code null}, as it was written. */
  record Scalar(int line, String text) implements JsonNode {}

  /** The texts of a scalar or of an array of scalars; anything else has none. */
  default List<String> texts() {
    List<String> texts = new ArrayList<>();
    switch (this) {
      case Scalar(int _, String text) -> texts.add(text);
      case Items(int _, var items) -> items.forEach(item -> texts.addAll(item.texts()));
      case Members _ -> {
        // Holds no text of its own.
      }
    }
    return texts;
  }

  /** The scalar's text, or empty text for anything else. */
  default String text() {
    return this instanceof Scalar(int _, String text) ? text : "";
  }

  /** A member of an object; empty for anything else. */
  default Optional<JsonNode> at(String name) {
    return this instanceof Members members ? members.member(name) : Optional.empty();
  }
}
