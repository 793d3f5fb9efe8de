package org.regista.study.network.association;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * One association: opened by a request and its answer, then messages both ways, closed by a
 * release. For one thread.
 */
public final class Association implements AutoCloseable {

  private static final int SHORTEST_PDU = 64;

  private final Link link;
  private final Timeouts timeouts;
  private final Proposal request;
  private final Proposal answer;
  private final int longestFragment;
  private Optional<DataStream> unread = Optional.empty();
  private boolean over;

  private Association(
      Link link, Timeouts timeouts, Proposal request, Proposal answer, long mostSent) {
    this.link = link;
    this.timeouts = timeouts;
    this.request = request;
    this.answer = answer;
    long most = mostSent == 0 ? Pdu.LONGEST : Math.min(mostSent, Pdu.LONGEST);
    this.longestFragment = ((int) Math.max(SHORTEST_PDU, most) - Fragments.HEADER) & ~1;
  }

  /**
   * Asks a peer for an association.
   *
   * @param connection is closed with the association, and if none comes about
   * @throws PeerException if the peer refuses, with its reason, or does not answer in time
   */
  public static Association request(
      Connection connection, Proposal proposal, Timeouts timeouts, BooleanSupplier cancelled)
      throws IOException {
    Link link = new Link(connection.raw(), connection.used(), cancelled);
    try {
      link.handshake(timeouts.connect());
      byte[] body = ProposalCodec.encode(proposal, false);
      Pdu reply =
          link.within(
              timeouts.connect(),
              "answer to the request for an association",
              (in, out) -> {
                new Pdu(Pdu.REQUEST, body).write(out);
                return Pdu.read(in);
              });
      Proposal answer =
          switch (reply.type()) {
            case Pdu.ACCEPT -> ProposalCodec.decode(reply.body());
            case Pdu.REJECT -> throw Refusals.rejected(reply.body(), proposal);
            case Pdu.ABORT -> throw Refusals.aborted(reply.body());
            default -> throw unexpected(reply);
          };
      return new Association(link, timeouts, proposal, answer, answer.longestPdu());
    } catch (IOException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /**
   * Waits for a peer's request and answers it.
   *
   * @param judge makes the answer; throws {@link RejectedException} to refuse
   */
  public static Association accept(
      Connection connection,
      UnaryOperator<Proposal> judge,
      Timeouts timeouts,
      BooleanSupplier cancelled)
      throws IOException {
    Link link = new Link(connection.raw(), connection.used(), cancelled);
    try {
      link.handshake(timeouts.connect());
      Pdu asked =
          link.within(timeouts.connect(), "request for an association", (in, out) -> Pdu.read(in));
      if (asked.type() != Pdu.REQUEST) {
        throw unexpected(asked);
      }
      Proposal request = ProposalCodec.decode(asked.body());
      Proposal answer = judged(link, timeouts, judge, request);
      byte[] body = ProposalCodec.encode(answer, true);
      send(link, timeouts.transfer(), new Pdu(Pdu.ACCEPT, body));
      return new Association(link, timeouts, request, answer, request.longestPdu());
    } catch (IOException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private static Proposal judged(
      Link link, Timeouts timeouts, UnaryOperator<Proposal> judge, Proposal request)
      throws IOException {
    try {
      return judge.apply(request);
    } catch (RejectedException e) {
      send(link, timeouts.transfer(), Pdu.signal(Pdu.REJECT, 0, 1, 1, e.reason()));
      throw new PeerException(
          "refused '%s': %s".formatted(request.callingAet(), e.getMessage()), e);
    }
  }

  private static void send(Link link, Duration time, Pdu pdu) throws PeerException {
    link.<Optional<Void>>within(
        time,
        "progress in sending",
        (in, out) -> {
          pdu.write(out);
          return Optional.empty();
        });
  }

  private static PeerException unexpected(Pdu pdu) {
    return new PeerException(
        "the peer sent a unit of type %d where none is expected".formatted(pdu.type()));
  }

  public Proposal request() {
    return request;
  }

  /** The contexts that were accepted, with what was proposed for each. */
  public List<PresentationContext> accepted() {
    List<PresentationContext> accepted = new ArrayList<>();
    for (PresentationContext context : answer.contexts()) {
      request.contexts().stream()
          .filter(asked -> asked.id() == context.id())
          .filter(asked -> context.isAccepted() && !context.transferSyntaxes().isEmpty())
          .findFirst()
          .map(
              asked ->
                  new PresentationContext(
                      asked.id(), asked.abstractSyntax(), context.transferSyntaxes(), 0))
          .ifPresent(accepted::add);
    }
    return accepted;
  }

  /** The accepted context of a class in one of these encodings, the first that is there. */
  public Optional<PresentationContext> context(String sopClass, List<String> transferSyntaxes) {
    List<PresentationContext> all =
        accepted().stream().filter(c -> c.abstractSyntax().equals(sopClass)).toList();
    return transferSyntaxes.stream()
        .flatMap(syntax -> all.stream().filter(c -> c.transferSyntax().equals(syntax)))
        .findFirst();
  }

  /** The accepted context of a number. */
  public Optional<PresentationContext> context(int id) {
    return accepted().stream().filter(c -> c.id() == id).findFirst();
  }

  /** Sends a message without data set. */
  public void send(int contextId, Command command) throws IOException {
    sendFragments(contextId, command.encode(), Fragments.COMMAND | Fragments.LAST);
  }

  /** Sends a message whose data set is read from a stream, to its end. */
  public void send(int contextId, Command command, InputStream dataSet) throws IOException {
    sendFragments(contextId, command.withDataSet().encode(), Fragments.COMMAND | Fragments.LAST);
    byte[] piece = dataSet.readNBytes(longestFragment);
    while (true) {
      byte[] next =
          piece.length < longestFragment ? new byte[0] : dataSet.readNBytes(longestFragment);
      if (next.length == 0) {
        // only a deflated stream can be odd, and is padded (PS3.5 A.5)
        sendFragment(
            contextId, Arrays.copyOf(piece, piece.length + (piece.length & 1)), Fragments.LAST);
        return;
      }
      sendFragment(contextId, piece, 0);
      piece = next;
    }
  }

  private void sendFragments(int contextId, byte[] bytes, int flags) throws IOException {
    for (int from = 0; from < bytes.length; from += longestFragment) {
      int to = Math.min(bytes.length, from + longestFragment);
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      sendFragment(contextId, piece, to == bytes.length ? flags : flags & ~Fragments.LAST);
    }
  }

  private void sendFragment(int contextId, byte[] bytes, int flags) throws IOException {
    byte[] body =
        ByteBuffer.allocate(Fragments.HEADER + bytes.length)
            .putInt(bytes.length + 2)
            .put((byte) contextId)
            .put((byte) flags)
            .put(bytes)
            .array();
    send(link, timeouts.transfer(), new Pdu(Pdu.DATA, body));
  }

  /**
   * A message that was received; its data set, if it has one, is read before the next message is.
   */
  public record Message(int contextId, Command command, Optional<InputStream> dataSet) {}

  /**
   * Waits for the next message.
   *
   * @return nothing if the peer released the association
   * @throws PeerException if none comes in time, or the peer aborts
   */
  public Optional<Message> receive() throws IOException {
    if (unread.isPresent()) {
      unread.get().transferTo(OutputStream.nullOutputStream());
      unread = Optional.empty();
    }
    Fragments fragments = new Fragments(this::nextData);
    Optional<Fragments.Whole> whole = fragments.command(timeouts.response());
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    Command command = Command.decode(whole.get().bytes());
    int contextId = whole.get().contextId();
    if (!command.hasDataSet()) {
      fragments.requireEmpty();
      return Optional.of(new Message(contextId, command, Optional.empty()));
    }
    DataStream data = new DataStream(fragments, contextId, timeouts.transfer());
    unread = Optional.of(data);
    return Optional.of(new Message(contextId, command, Optional.of(data)));
  }

  /** The content of the next unit of data; nothing if the peer released the association. */
  private Optional<byte[]> nextData(Duration time, String what) throws IOException {
    Pdu pdu = link.within(time, what, (in, out) -> Pdu.read(in));
    switch (pdu.type()) {
      case Pdu.DATA -> {
        return Optional.of(pdu.body());
      }
      case Pdu.RELEASE -> {
        over = true;
        send(link, timeouts.transfer(), Pdu.signal(Pdu.RELEASED));
        return Optional.empty();
      }
      case Pdu.ABORT -> {
        over = true;
        throw Refusals.aborted(pdu.body());
      }
      default -> throw unexpected(pdu);
    }
  }

  /** Ends it in order: asks the peer to release it and waits for the answer. */
  public void release() throws IOException {
    if (over) {
      return;
    }
    over = true;
    send(link, timeouts.transfer(), Pdu.signal(Pdu.RELEASE));
    Pdu reply =
        link.within(timeouts.transfer(), "answer to the release", (in, out) -> Pdu.read(in));
    if (reply.type() != Pdu.RELEASED && reply.type() != Pdu.RELEASE) {
      throw unexpected(reply);
    }
  }

  /** Closes the connection; without a release before, the peer is told that this is an abort. */
  @Override
  public void close() {
    if (!over) {
      over = true;
      try {
        send(link, Duration.ofMillis(500), Pdu.signal(Pdu.ABORT));
      } catch (PeerException e) {
        link.close(); // nobody is there to be told
      }
    }
    link.close();
  }
}
