package org.regista.study.network.dimse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;
import org.regista.study.network.TlsContext;
import org.regista.study.network.association.Association;
import org.regista.study.network.association.Association.Message;
import org.regista.study.network.association.Command;
import org.regista.study.network.association.Connection;
import org.regista.study.network.association.PeerException;
import org.regista.study.network.association.PresentationContext;
import org.regista.study.network.association.Proposal;
import org.regista.study.network.association.Timeouts;

/** Opens associations to one node and turns what goes wrong there into a sentence that names it. */
final class Caller {

  private static final long LONGEST_PDU = 1 << 18;

  private final DicomNode node;
  private final Timeouts timeouts;
  private final Cancellation cancellation;

  Caller(DicomNode node, Timeouts timeouts, Cancellation cancellation) {
    this.node = node;
    this.timeouts = timeouts;
    this.cancellation = cancellation;
  }

  /** A class and the one encoding of it that is proposed together. */
  record Wish(String sopClass, String transferSyntax) {}

  /** Work on an open association. */
  @FunctionalInterface
  interface Work<T> {
    T on(Association association) throws IOException;
  }

  /**
   * @param receivable classes of which objects may come back
   */
  <T> T call(List<Wish> wishes, Set<String> receivable, Work<T> work) {
    List<PresentationContext> contexts = new ArrayList<>();
    for (Wish wish : wishes) {
      contexts.add(
          new PresentationContext(
              2 * contexts.size() + 1, wish.sopClass(), List.of(wish.transferSyntax()), 0));
    }
    Proposal proposal =
        new Proposal(node.calledAet(), node.callingAet(), contexts, receivable, LONGEST_PDU);
    try (Association association =
        Association.request(connect(), proposal, timeouts, cancellation::isRequested)) {
      T made = work.on(association);
      association.release();
      return made;
    } catch (IOException e) {
      if (cancellation.isRequested()) {
        throw cancelled(e);
      }
      throw new InputDataException("%s: %s".formatted(node, e.getMessage()), e);
    }
  }

  private static CancellationException cancelled(IOException cause) {
    CancellationException cancelled =
        new CancellationException("the transfer was cancelled; what had come in whole stays");
    cancelled.initCause(cause);
    return cancelled;
  }

  private Connection connect() throws IOException {
    Connection plain = Connection.open(node.host(), node.port(), timeouts.connect());
    if (node.tls().isEmpty()) {
      return plain;
    }
    TlsContext tls = node.tls().get();
    return new Connection(plain.raw(), tls.client(plain.raw(), node.host(), node.port()));
  }

  /** The accepted context of a class. */
  static PresentationContext context(Association association, String sopClass, String what)
      throws PeerException {
    return association.accepted().stream()
        .filter(c -> c.abstractSyntax().equals(sopClass))
        .findFirst()
        .orElseThrow(() -> new PeerException("it does not offer " + what));
  }

  /** The next message, which must be there. */
  static Message next(Association association) throws IOException {
    return association
        .receive()
        .orElseThrow(() -> new PeerException("it ended the association before it had answered"));
  }

  /** What a failure status means, with the comment of the peer. */
  static String failure(Command response) {
    String comment = response.text(Command.ERROR_COMMENT).replaceAll("\\p{Cc}", " ");
    return "status %04X%s"
        .formatted(response.number(Command.STATUS), comment.isEmpty() ? "" : ", " + comment);
  }
}
