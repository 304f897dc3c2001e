package dev.insula.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The streams of one link by their numbers, found without an object for each number. */
public final class StreamTable<S> {
  private static final int FREE = 0;

  private int[] numbers = new int[16];
  private @Nullable Object[] streams = new @Nullable Object[16];
  private int size;

  public int size() {
    return size;
  }

  /** The stream of this number; null if there is none. */
  @SuppressWarnings("unchecked") // only put() writes
  public @Nullable S get(int number) {
    return (S) streams[slot(number)];
  }

  /** Adds a stream. Its number is 1 or more and not in the table. */
  public void put(int number, S stream) {
    if (size * 2 >= numbers.length) {
      grow();
    }
    int slot = slot(number);
    numbers[slot] = number;
    streams[slot] = stream;
    size++;
  }

  /** Removes the stream of this number, if there is one. */
  public void remove(int number) {
    int hole = slot(number);
    if (numbers[hole] == FREE) {
      return;
    }
    size--;
    int next = hole;
    while (true) {
      next = (next + 1) & (numbers.length - 1);
      if (numbers[next] == FREE) {
        break;
      }
      if (isReachedThrough(hole, next)) {
        numbers[hole] = numbers[next];
        streams[hole] = streams[next];
        hole = next;
      }
    }
    numbers[hole] = FREE;
    streams[hole] = null;
  }

  /** Whether the look-up of what stands at a slot comes by the hole. */
  private boolean isReachedThrough(int hole, int slot) {
    int mask = numbers.length - 1;
    int home = numbers[slot] & mask;
    return ((slot - home) & mask) >= ((slot - hole) & mask);
  }

  /** Removes and returns all. */
  @SuppressWarnings("unchecked") // only put() writes
  public List<S> clear() {
    List<S> all = new ArrayList<>(size);
    for (int slot = 0; slot < streams.length; slot++) {
      if (streams[slot] != null) {
        all.add((S) streams[slot]);
      }
      streams[slot] = null;
      numbers[slot] = FREE;
    }
    size = 0;
    return all;
  }

  private int slot(int number) {
    int mask = numbers.length - 1;
    int slot = number & mask;
    while (numbers[slot] != number && numbers[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] formerNumbers = numbers;
    @Nullable Object[] former = streams;
    numbers = new int[formerNumbers.length * 2];
    streams = new @Nullable Object[former.length * 2];
    for (int at = 0; at < former.length; at++) {
      if (formerNumbers[at] != FREE) {
        int slot = slot(formerNumbers[at]);
        numbers[slot] = formerNumbers[at];
        streams[slot] = former[at];
      }
    }
  }
}
