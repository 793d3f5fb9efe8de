package org.regista.study.network.dimse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.regista.io.dicom.instance.TextDataSet;
import org.regista.study.network.FindKey;
import org.regista.study.network.Match;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.TransferReport;
import org.regista.study.network.association.Association;
import org.regista.study.network.association.Association.Message;
import org.regista.study.network.association.Command;
import org.regista.study.network.association.PeerException;

/**
 * Fetches by C-GET or C-MOVE the instances that are not there yet, so that a fetch that was cut
 * goes on where it was.
 */
final class Fetcher {

  private static final int RETRIEVE_LEVEL = 0x00080052;
  private static final int PENDING = 0xFF00;

  /** Classes at a time, such that each can be proposed in every encoding. */
  private static final int CLASSES = 8;

  /** UIDs in one request. */
  private static final int INSTANCES = 100;

  private final Caller caller;
  private final ReceiveFolder folder;
  private final String source;
  private final List<String> failures = new ArrayList<>();

  Fetcher(Caller caller, ReceiveFolder folder, String source) {
    this.caller = caller;
    this.folder = folder;
    this.source = source;
  }

  /** By C-GET: the objects come back on the association that asked for them. */
  TransferReport get(List<Match> instances) {
    List<Match> missing = missing(instances);
    List<String> classes =
        missing.stream().map(m -> m.text(FindKey.SOP_CLASS)).distinct().sorted().toList();
    for (int from = 0; from < classes.size(); from += CLASSES) {
      Set<String> now = Set.copyOf(classes.subList(from, Math.min(classes.size(), from + CLASSES)));
      List<Match> wanted =
          missing.stream().filter(m -> now.contains(m.text(FindKey.SOP_CLASS))).toList();
      caller.<Optional<Void>>call(
          wishes(now),
          now,
          association -> {
            ask(association, Syntaxes.GET, wanted, Optional.empty());
            return Optional.empty();
          });
    }
    return report(instances, missing);
  }

  private static List<Caller.Wish> wishes(Set<String> classes) {
    List<Caller.Wish> wishes = new ArrayList<>();
    wishes.add(new Caller.Wish(Syntaxes.GET, Syntaxes.IMPLICIT));
    for (String sopClass : classes.stream().sorted().toList()) {
      Syntaxes.OF_OBJECTS.forEach(syntax -> wishes.add(new Caller.Wish(sopClass, syntax)));
    }
    return wishes;
  }

  /** By C-MOVE: the node opens an association of its own to {@code destination}. */
  TransferReport move(List<Match> instances, String destination) {
    List<Match> missing = missing(instances);
    if (!missing.isEmpty()) {
      caller.<Optional<Void>>call(
          List.of(new Caller.Wish(Syntaxes.MOVE, Syntaxes.IMPLICIT)),
          Set.of(),
          association -> {
            ask(association, Syntaxes.MOVE, missing, Optional.of(destination));
            return Optional.empty();
          });
    }
    return report(instances, missing);
  }

  private List<Match> missing(List<Match> instances) {
    return instances.stream().filter(m -> !folder.has(m.text(FindKey.INSTANCE_UID))).toList();
  }

  private TransferReport report(List<Match> instances, List<Match> missing) {
    List<Match> still = missing(missing);
    if (!still.isEmpty() && failures.isEmpty()) {
      failures.add("%d objects did not come, and the node did not say why".formatted(still.size()));
    }
    return new TransferReport(
        missing.size() - still.size(), instances.size() - missing.size(), failures);
  }

  private void ask(
      Association association, String model, List<Match> wanted, Optional<String> destination)
      throws IOException {
    Map<String, List<Match>> bySeries =
        wanted.stream()
            .collect(
                Collectors.groupingBy(
                    m -> m.text(FindKey.SERIES_UID), LinkedHashMap::new, Collectors.toList()));
    int id = 1;
    for (List<Match> series : bySeries.values()) {
      for (int from = 0; from < series.size(); from += INSTANCES) {
        List<Match> part = series.subList(from, Math.min(series.size(), from + INSTANCES));
        ask(association, request(model, id++, destination), identifier(part));
      }
    }
  }

  private static Command request(String model, int id, Optional<String> destination) {
    int kind = destination.isPresent() ? Command.C_MOVE : Command.C_GET;
    Command request = Command.request(kind, model, id).with(Command.PRIORITY, 0);
    return destination.map(aet -> request.with(Command.MOVE_DESTINATION, aet)).orElse(request);
  }

  private static byte[] identifier(List<Match> part) {
    Match first = part.getFirst();
    String uids =
        part.stream().map(m -> m.text(FindKey.INSTANCE_UID)).collect(Collectors.joining("\\"));
    return TextDataSet.encode(
        Map.of(
            RETRIEVE_LEVEL,
            "IMAGE",
            FindKey.STUDY_UID.tag(),
            first.text(FindKey.STUDY_UID),
            FindKey.SERIES_UID.tag(),
            first.text(FindKey.SERIES_UID),
            FindKey.INSTANCE_UID.tag(),
            uids));
  }

  private void ask(Association association, Command request, byte[] identifier) throws IOException {
    String model = request.text(Command.AFFECTED_CLASS);
    int context =
        Caller.context(association, model, model.equals(Syntaxes.GET) ? "C-GET" : "C-MOVE").id();
    association.send(context, request, new ByteArrayInputStream(identifier));
    IncomingStore store = new IncomingStore(association, folder, source);
    while (true) {
      Message message = Caller.next(association);
      int field = message.command().number(Command.FIELD);
      if (field == Command.C_STORE) {
        IncomingStore.Outcome outcome = store.answer(message);
        outcome.problem().ifPresent(p -> failures.add("object %s %s".formatted(outcome.uid(), p)));
      } else if (field != (request.number(Command.FIELD) | Command.RESPONSE)) {
        throw new PeerException("it answered something that was not asked");
      } else if (message.command().number(Command.STATUS) != PENDING) {
        finish(message.command());
        return;
      }
    }
  }

  private void finish(Command response) throws PeerException {
    int status = response.number(Command.STATUS);
    int failed = response.number(Command.FAILED);
    if (status >>> 12 == 0xB || failed > 0) {
      failures.add(
          "the node could not send %d objects (%s)".formatted(failed, Caller.failure(response)));
    } else if (status != IncomingStore.SUCCESS) {
      throw new PeerException("it refuses to send objects: " + Caller.failure(response));
    }
  }
}
