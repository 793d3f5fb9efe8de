package org.regista.study.network.dimse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.regista.error.InputDataException;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.TlsContext;
import org.regista.study.network.association.Association;
import org.regista.study.network.association.Association.Message;
import org.regista.study.network.association.Command;
import org.regista.study.network.association.Connection;
import org.regista.study.network.association.PeerException;
import org.regista.study.network.association.PresentationContext;
import org.regista.study.network.association.Proposal;
import org.regista.study.network.association.RejectedException;
import org.regista.study.network.association.Timeouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives objects by C-STORE and answers C-ECHO. It serves a limited number of peers at a time,
 * each with the same limits of time and size, and takes nothing from titles that are not expected.
 */
public final class StoreServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreServer.class);

  private static final int MOST_PEERS = 16;
  private static final int UNRECOGNISED_OPERATION = 0x0211;
  private static final int ABSTRACT_SYNTAX_REFUSED = 3;
  private static final int TRANSFER_SYNTAXES_REFUSED = 4;
  private static final long LONGEST_PDU = 1 << 18;

  /**
   * @param port 0 for any that is free
   * @param aet our title
   * @param senders the titles that may send; empty for all
   * @param tls if the connections are to be secured; peers must then show a certificate
   */
  public record Settings(int port, String aet, Set<String> senders, Optional<TlsContext> tls) {

    public Settings {
      senders = Set.copyOf(senders);
    }
  }

  /** Is told of each object, by the thread that received it. */
  @FunctionalInterface
  public interface Listener {

    /**
     * @param what the file that came in, or why an object or an association did not
     */
    void happened(Event what);
  }

  /**
   * @param sender the title of the peer; empty if it did not get so far
   * @param file where an object is, if one came in
   * @param problem what went wrong, else
   */
  public record Event(String sender, Optional<Path> file, Optional<String> problem) {}

  private final ServerSocket socket;
  private final Settings settings;
  private final ReceiveFolder folder;
  private final Timeouts timeouts;
  private final Listener listener;
  private final ExecutorService peers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MOST_PEERS);
  private volatile boolean closed;

  private StoreServer(
      ServerSocket socket,
      Settings settings,
      ReceiveFolder folder,
      Timeouts timeouts,
      Listener listener) {
    this.socket = socket;
    this.settings = settings;
    this.folder = folder;
    this.timeouts = timeouts;
    this.listener = listener;
  }

  /**
   * Listens on all addresses of this machine until it is closed.
   *
   * @throws InputDataException if the port is taken
   */
  public static StoreServer start(
      Settings settings, ReceiveFolder folder, Timeouts timeouts, Listener listener) {
    return start(settings, folder, timeouts, listener, Optional.empty());
  }

  /** The same on one address only, such as the loopback. */
  public static StoreServer start(
      Settings settings,
      ReceiveFolder folder,
      Timeouts timeouts,
      Listener listener,
      Optional<InetAddress> address) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.bind(
          address
              .map(a -> new InetSocketAddress(a, settings.port()))
              .orElseGet(() -> new InetSocketAddress(settings.port())));
      StoreServer server = new StoreServer(socket, settings, folder, timeouts, listener);
      Thread.ofVirtual().name("regista-store-server").start(server::listen);
      return server;
    } catch (IOException e) {
      throw new InputDataException(
          "port %d cannot be listened on (%s); choose another, or end the program that has it"
              .formatted(settings.port(), e.getMessage()),
          e);
    }
  }

  /** The port that is listened on. */
  public int port() {
    return socket.getLocalPort();
  }

  private void listen() {
    while (!closed) {
      try {
        Socket peer = socket.accept();
        if (places.tryAcquire()) {
          peers.execute(() -> serve(peer));
        } else {
          peer.close();
          LOG.debug("a connection was closed: {} are open already", MOST_PEERS);
        }
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("a connection could not be accepted", e);
        }
      }
    }
  }

  private void serve(Socket peer) {
    String sender = "";
    try (peer) {
      Socket used = settings.tls().isPresent() ? settings.tls().get().server(peer) : peer;
      try (Association association =
          Association.accept(new Connection(peer, used), this::judge, timeouts, () -> closed)) {
        sender = association.request().callingAet();
        serve(association, sender);
      }
    } catch (IOException | RuntimeException e) {
      if (!closed) {
        listener.happened(
            new Event(sender, Optional.empty(), Optional.of(String.valueOf(e.getMessage()))));
      }
    } finally {
      places.release();
    }
  }

  private void serve(Association association, String sender) throws IOException {
    IncomingStore store = new IncomingStore(association, folder, sender);
    Optional<Message> next = association.receive();
    while (next.isPresent()) {
      Message message = next.get();
      switch (message.command().number(Command.FIELD)) {
        case Command.C_STORE -> {
          IncomingStore.Outcome outcome = store.answer(message);
          Optional<String> problem =
              outcome.problem().map(p -> "object %s %s".formatted(outcome.uid(), p));
          listener.happened(new Event(sender, outcome.file(), problem));
        }
        case Command.C_ECHO -> respond(association, message, IncomingStore.SUCCESS);
        default -> {
          respond(association, message, UNRECOGNISED_OPERATION);
          throw new PeerException("it asked for something that is not offered here");
        }
      }
      next = association.receive();
    }
  }

  private static void respond(Association association, Message message, int status)
      throws IOException {
    association.send(message.contextId(), Command.response(message.command(), status));
  }

  private Proposal judge(Proposal request) {
    if (!request.calledAet().equals(settings.aet())) {
      throw RejectedException.calledAetUnknown(request.calledAet());
    }
    if (!settings.senders().isEmpty() && !settings.senders().contains(request.callingAet())) {
      throw RejectedException.callingAetUnknown(request.callingAet());
    }
    List<PresentationContext> answers = new ArrayList<>();
    request.contexts().forEach(context -> answers.add(answer(context)));
    return new Proposal(request.calledAet(), request.callingAet(), answers, Set.of(), LONGEST_PDU);
  }

  /** The first encoding that the peer names and we know; it knows best how its objects are. */
  private static PresentationContext answer(PresentationContext asked) {
    String sopClass = asked.abstractSyntax();
    boolean known = sopClass.equals(Syntaxes.VERIFICATION) || Syntaxes.isStorage(sopClass);
    Optional<String> syntax =
        asked.transferSyntaxes().stream().filter(Syntaxes.OF_OBJECTS::contains).findFirst();
    int result =
        !known ? ABSTRACT_SYNTAX_REFUSED : syntax.isEmpty() ? TRANSFER_SYNTAXES_REFUSED : 0;
    return new PresentationContext(
        asked.id(), "", List.of(syntax.orElse(Syntaxes.IMPLICIT)), result);
  }

  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("the port could not be closed", e);
    }
    peers.close();
  }
}
