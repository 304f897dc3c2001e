package dev.insula.config.read;

import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** The tokens of a YAML file with their places; one file, one use. */
final class Tokens {
  /** What a token can be; an alias is one value like a text. */
  enum Token {
    MAP,
    MAP_END,
    LIST,
    LIST_END,
    VALUE,
    END
  }

  private static final LoaderOptions OPTIONS = new LoaderOptions();

  private final Source source;
  private final ParserImpl parser;
  private Optional<Event> last = Optional.empty();

  Tokens(Source source) {
    this.source = source;
    this.parser = new ParserImpl(new StreamReader(source.text()), OPTIONS);
  }

  /** The next token; {@link Token#END} from the end of the file on. */
  Token next() throws SyntaxProblem {
    while (true) {
      if (isAt(Event.ID.StreamEnd)) {
        return Token.END;
      }
      last = Optional.of(read());
      switch (current().getEventId()) {
        case MappingStart -> {
          return Token.MAP;
        }
        case MappingEnd -> {
          return Token.MAP_END;
        }
        case SequenceStart -> {
          return Token.LIST;
        }
        case SequenceEnd -> {
          return Token.LIST_END;
        }
        case Scalar, Alias -> {
          return Token.VALUE;
        }
        case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {
          // They hold nothing.
        }
      }
    }
  }

  private Event read() throws SyntaxProblem {
    try {
      return parser.getEvent();
    } catch (MarkedYAMLException e) {
      throw e.getProblemMark() == null ? noText() : SyntaxProblem.of(source, e);
    } catch (YAMLException | IllegalArgumentException e) {
      // The second one is what an escape beyond Unicode becomes.
      throw noText();
    }
  }

  /** The same, but the file must not end here. */
  Token require() throws SyntaxProblem {
    Token token = next();
    if (token == Token.END) {
      throw SyntaxProblem.atEnd(source);
    }
    return token;
  }

  /** The next key, which is text, or false where the map ends. */
  boolean nextKey() throws SyntaxProblem {
    Token token = require();
    if (token == Token.MAP_END) {
      return false;
    }
    if (!isAt(Event.ID.Scalar)) {
      throw noText();
    }
    return true;
  }

  private SyntaxProblem noText() {
    int offset = last.map(Event::getEndMark).map(Mark::getIndex).orElse(0);
    return SyntaxSentence.ofKey(source, Math.min(offset, source.length()));
  }

  private Event current() {
    return last.orElseThrow();
  }

  private boolean isAt(Event.ID kind) {
    return last.isPresent() && current().is(kind);
  }

  /** The current value or key. */
  String text() {
    return switch (current()) {
      case ScalarEvent scalar -> scalar.getValue();
      case AliasEvent alias -> alias.getAnchor();
      default -> "";
    };
  }

  /** Offset of the current token in code points. */
  long offset() {
    return current().getStartMark().getIndex();
  }

  /** Whether the list or map that begins here has an anchor of its own. */
  boolean isAnchored() {
    return current() instanceof CollectionStartEvent start && start.getAnchor() != null;
  }

  /** Whether the list or map that begins here has a tag of its own. */
  boolean isTagged() {
    return current() instanceof CollectionStartEvent start && start.getTag() != null;
  }

  Spot spot(String path) {
    Mark mark = current().getStartMark();
    return new Spot(source, mark.getLine() + 1, mark.getColumn() + 1, path);
  }
}
