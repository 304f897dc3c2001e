package dev.insula.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a reader says; the pieces of one stream's data are joined. */
final class Recorded implements FrameReader.Handler {
  private final List<String> frames = new ArrayList<>();
  private int lastData;

  @Override
  public void data(int stream, ByteBuffer part) {
    String text = StandardCharsets.ISO_8859_1.decode(part).toString();
    if (lastData == stream) {
      frames.set(frames.size() - 1, frames.getLast() + text);
    } else {
      frames.add(stream + ": " + text);
    }
    lastData = stream;
  }

  @Override
  public void credit(int stream, int bytes) {
    add(stream + " credit " + bytes);
  }

  @Override
  public void end(int stream) {
    add(stream + " end");
  }

  @Override
  public void reset(int stream) {
    add(stream + " reset");
  }

  private void add(String frame) {
    lastData = 0;
    frames.add(frame);
  }

  List<String> frames() {
    return frames;
  }
}
