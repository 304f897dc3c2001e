package dev.insula.link;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for any bytes that may come on a link. */
public final class FrameFuzz {
  private FrameFuzz() {}

  /** Called by Jazzer, and by the test that replays the kept inputs. */
  public static void fuzzerTestOneInput(byte[] input) {
    int half = input.length / 2;
    Recorded whole = new Recorded();
    Recorded pieces = new Recorded();
    @Nullable String refused = read(whole, input);
    FrameReader reader = new FrameReader();
    @Nullable String first = read(reader, pieces, Arrays.copyOf(input, half));
    @Nullable String second = first;
    for (int at = half; at < input.length && second == null; at++) {
      second = read(reader, pieces, new byte[] {input[at]});
    }
    require(whole.frames().equals(pieces.frames()), "pieces read otherwise", whole.frames());
    require(
        refused == null ? second == null : refused.equals(second),
        "pieces are refused otherwise: " + second,
        whole.frames());
  }

  private static @Nullable String read(Recorded to, byte[] bytes) {
    return read(new FrameReader(), to, bytes);
  }

  /** Why it was refused; null if it was not. */
  private static @Nullable String read(FrameReader reader, Recorded to, byte[] bytes) {
    try {
      reader.read(ByteBuffer.wrap(bytes), to);
      return null;
    } catch (LinkException e) {
      return e.reason();
    }
  }

  private static void require(boolean holds, String otherwise, List<String> frames) {
    if (!holds) {
      throw new IllegalStateException(otherwise + ": " + frames);
    }
  }
}
