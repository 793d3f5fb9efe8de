package org.regista.study.network.dimse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.regista.error.InputDataException;
import org.regista.io.dicom.instance.TextDataSet;
import org.regista.register.Cancellation;
import org.regista.study.network.Archive;
import org.regista.study.network.FindKey;
import org.regista.study.network.Match;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.TransferReport;
import org.regista.study.network.association.Association;
import org.regista.study.network.association.Association.Message;
import org.regista.study.network.association.Command;
import org.regista.study.network.association.PeerException;
import org.regista.study.network.association.Timeouts;

/** An archive that speaks DICOM: C-ECHO, C-FIND, C-STORE, C-GET, and C-MOVE to a server of ours. */
public final class DicomArchive implements Archive {

  private static final int RETRIEVE_LEVEL = 0x00080052;
  private static final int PENDING = 0xFF00;
  private static final int PENDING_WITHOUT_SOME_KEYS = 0xFF01;
  private static final int LONGEST_ANSWER = 1 << 20;
  private static final int MOST_ANSWERS = 100_000;

  private final DicomNode node;
  private final Timeouts timeouts;
  private final Caller caller;

  public DicomArchive(DicomNode node, Timeouts timeouts, Cancellation cancellation) {
    this.node = node;
    this.timeouts = timeouts;
    this.caller = new Caller(node, timeouts, cancellation);
  }

  @Override
  public Duration echo() {
    long start = System.nanoTime();
    caller.<Optional<Void>>call(
        List.of(new Caller.Wish(Syntaxes.VERIFICATION, Syntaxes.IMPLICIT)),
        Set.of(),
        association -> {
          int context = Caller.context(association, Syntaxes.VERIFICATION, "C-ECHO").id();
          association.send(context, Command.request(Command.C_ECHO, Syntaxes.VERIFICATION, 1));
          Command response = Caller.next(association).command();
          if (response.number(Command.STATUS) != IncomingStore.SUCCESS) {
            throw new PeerException("it refuses C-ECHO: " + Caller.failure(response));
          }
          return Optional.empty();
        });
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public List<Match> find(FindKey.Level level, Map<FindKey, String> keys) {
    Map<Integer, String> identifier = new TreeMap<>();
    identifier.put(RETRIEVE_LEVEL, level == FindKey.Level.INSTANCE ? "IMAGE" : level.name());
    level.keys().forEach(key -> identifier.put(key.tag(), ""));
    keys.forEach((key, value) -> identifier.put(key.tag(), value));
    return caller.call(
        List.of(new Caller.Wish(Syntaxes.FIND, Syntaxes.IMPLICIT)),
        Set.of(),
        association -> find(association, TextDataSet.encode(identifier)));
  }

  private static List<Match> find(Association association, byte[] identifier) throws IOException {
    int context = Caller.context(association, Syntaxes.FIND, "C-FIND").id();
    Command request = Command.request(Command.C_FIND, Syntaxes.FIND, 1).with(Command.PRIORITY, 0);
    association.send(context, request, new ByteArrayInputStream(identifier));
    List<Match> matches = new ArrayList<>();
    while (true) {
      Message message = Caller.next(association);
      int status = message.command().number(Command.STATUS);
      if (status == IncomingStore.SUCCESS) {
        return matches;
      }
      if (status != PENDING && status != PENDING_WITHOUT_SOME_KEYS) {
        throw new PeerException("it refuses to search: " + Caller.failure(message.command()));
      }
      matches.add(match(message));
      if (matches.size() > MOST_ANSWERS) {
        throw new PeerException(
            "it has more than %d answers; ask for less".formatted(MOST_ANSWERS));
      }
    }
  }

  private static Match match(Message message) throws IOException {
    byte[] answer =
        message
            .dataSet()
            .orElseThrow(() -> new PeerException("it sent an answer without content"))
            .readNBytes(LONGEST_ANSWER);
    List<Integer> tags = Arrays.stream(FindKey.values()).map(FindKey::tag).toList();
    return Match.ofTags(TextDataSet.decode(answer, tags));
  }

  @Override
  public TransferReport send(List<Path> files, SendListener each) {
    return new Sender(caller, each).send(files);
  }

  /** By C-GET. */
  @Override
  public TransferReport fetch(String studyUid, Optional<String> seriesUid, ReceiveFolder folder) {
    return new Fetcher(caller, folder, node.calledAet()).get(instances(studyUid, seriesUid));
  }

  /**
   * The same by C-MOVE, for archives without C-GET. The archive must know our title and that it is
   * reached at this machine and {@code port}.
   *
   * @throws InputDataException as {@link #fetch}, and if the port is taken
   */
  public TransferReport fetchByMove(
      String studyUid, Optional<String> seriesUid, ReceiveFolder folder, int port) {
    List<Match> instances = instances(studyUid, seriesUid);
    StoreServer.Settings settings =
        new StoreServer.Settings(port, node.callingAet(), Set.of(node.calledAet()), node.tls());
    try (StoreServer server = StoreServer.start(settings, folder, timeouts, outcome -> {})) {
      return new Fetcher(caller, folder, node.calledAet()).move(instances, node.callingAet());
    }
  }
}
