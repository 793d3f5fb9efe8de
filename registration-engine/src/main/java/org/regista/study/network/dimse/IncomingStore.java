package org.regista.study.network.dimse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.regista.io.dicom.instance.FileMeta;
import org.regista.io.dicom.instance.NotAnInstanceException;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.association.Association;
import org.regista.study.network.association.Association.Message;
import org.regista.study.network.association.Command;
import org.regista.study.network.association.PeerException;
import org.regista.study.network.association.PresentationContext;

/** Answers a C-STORE request (PS3.4 annex B): takes the object in, and says whether it did. */
final class IncomingStore {

  static final int SUCCESS = 0x0000;

  private static final int OUT_OF_RESOURCES = 0xA700;
  private static final int NOT_THE_CLASS = 0xA900;
  private static final int CANNOT_UNDERSTAND = 0xC000;

  private final Association association;
  private final ReceiveFolder folder;
  private final String source;

  /**
   * @param source the application that sends
   */
  IncomingStore(Association association, ReceiveFolder folder, String source) {
    this.association = association;
    this.folder = folder;
    this.source = source;
  }

  /**
   * What became of an object.
   *
   * @param file where it is, if it was taken in
   * @param problem why not, else
   */
  record Outcome(String uid, Optional<Path> file, Optional<String> problem) {}

  /**
   * @throws PeerException if the connection breaks or the peer breaks the rules
   */
  Outcome answer(Message message) throws IOException {
    Command request = message.command();
    String uid = request.text(Command.AFFECTED_INSTANCE);
    PresentationContext context =
        association
            .context(message.contextId())
            .orElseThrow(() -> new PeerException("the peer used a context that was not accepted"));
    InputStream dataSet =
        message.dataSet().orElseThrow(() -> new PeerException("the peer stored no data set"));
    if (!context.abstractSyntax().equals(request.text(Command.AFFECTED_CLASS))) {
      return refuse(message, uid, NOT_THE_CLASS, "is of another class than was agreed on");
    }
    FileMeta meta = new FileMeta(context.abstractSyntax(), uid, context.transferSyntax(), source);
    try {
      Path file = folder.receive(meta, dataSet);
      respond(message, SUCCESS);
      return new Outcome(uid, Optional.of(file), Optional.empty());
    } catch (NotAnInstanceException e) {
      return refuse(message, uid, CANNOT_UNDERSTAND, e.reason());
    } catch (PeerException e) {
      throw e;
    } catch (IOException e) {
      return refuse(
          message,
          uid,
          OUT_OF_RESOURCES,
          "cannot be written to '%s' (%s)".formatted(folder.folder(), e));
    }
  }

  private Outcome refuse(Message message, String uid, int status, String problem)
      throws IOException {
    respond(message, status);
    return new Outcome(uid, Optional.empty(), Optional.of(problem));
  }

  private void respond(Message message, int status) throws IOException {
    Command request = message.command();
    association.send(
        message.contextId(),
        Command.response(request, status)
            .with(Command.AFFECTED_INSTANCE, request.text(Command.AFFECTED_INSTANCE)));
  }
}
