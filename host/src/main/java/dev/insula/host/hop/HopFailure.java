package dev.insula.host.hop;

/** Why a request was not answered by the site, or not to the end. */
public sealed interface HopFailure {
  /** The status that fits when nothing of an answer has reached the client. */
  int status();

  /** A sentence for the host's log; names internals, so it is not for the client. */
  String reason();

  /** The daemon is not there: no socket, or nobody listens on it. */
  record Unreachable(String reason) implements HopFailure {
    @Override
    public int status() {
      return 503;
    }
  }

  /** All connections are in use and the queue is full or its time is over. */
  record Saturated(String reason) implements HopFailure {
    @Override
    public int status() {
      return 503;
    }
  }

  /** A connection could not be made for another reason, the wrong user at its other end for one. */
  record Refused(String reason) implements HopFailure {
    @Override
    public int status() {
      return 502;
    }
  }

  /** The daemon closed the connection before its answer was complete. */
  record Died(String reason) implements HopFailure {
    @Override
    public int status() {
      return 502;
    }
  }

  /** The answer is not what HTTP allows. */
  record BadAnswer(String reason) implements HopFailure {
    @Override
    public int status() {
      return 502;
    }
  }

  /** The daemon took too long. */
  record TooSlow(String reason) implements HopFailure {
    @Override
    public int status() {
      return 504;
    }
  }

  /** The request's body is longer than the site allows. */
  record BodyTooLong(String reason) implements HopFailure {
    @Override
    public int status() {
      return 413;
    }
  }

  /** The request's body could not be buffered: the quota or the disk is full. */
  record NoRoom(String reason) implements HopFailure {
    @Override
    public int status() {
      return 503;
    }
  }

  /** The request holds bytes that no request may hold; nothing of it was sent. */
  record BadRequest(String reason) implements HopFailure {
    @Override
    public int status() {
      return 400;
    }
  }

  /** The client sent or took nothing for too long. */
  record ClientTooSlow(String reason) implements HopFailure {
    @Override
    public int status() {
      return 408;
    }
  }

  /** The client went away. */
  record ClientGone(String reason) implements HopFailure {
    @Override
    public int status() {
      return 499;
    }
  }
}
