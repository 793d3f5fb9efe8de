package org.regista.study.network.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.UUID;
import org.regista.error.InputDataException;
import org.regista.io.dicom.instance.InstanceReader;
import org.regista.io.dicom.instance.NotAnInstanceException;
import org.regista.register.Cancellation;
import org.regista.study.network.Archive;
import org.regista.study.network.FindKey;
import org.regista.study.network.Match;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.TransferReport;
import org.regista.study.network.association.PeerException;
import org.regista.study.network.association.Timeouts;

/** An archive that speaks DICOMweb. */
public final class WebArchive implements Archive {

  private static final String JSON = "application/dicom+json";
  private static final String OBJECTS =
      "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
  private static final int LONGEST_JSON = 64 << 20;
  private static final int FAILED_SEQUENCE = 0x00081198;
  private static final int FAILURE_REASON = 0x00081197;

  private final WebNode node;
  private final Timeouts timeouts;
  private final Cancellation cancellation;

  public WebArchive(WebNode node, Timeouts timeouts, Cancellation cancellation) {
    this.node = node;
    this.timeouts = timeouts;
    this.cancellation = cancellation;
  }

  private WebCalls calls() {
    return new WebCalls(node, timeouts, cancellation);
  }

  @Override
  public Duration echo() {
    long start = System.nanoTime();
    try (WebCalls calls = calls()) {
      json(calls, node.at("/studies?limit=1"));
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public List<Match> find(FindKey.Level level, Map<FindKey, String> keys) {
    Map<FindKey, String> query = new TreeMap<>(keys);
    String path =
        switch (level) {
          case STUDY -> "/studies";
          case SERIES -> "/studies/%s/series".formatted(uid(query, FindKey.STUDY_UID));
          case INSTANCE ->
              "/studies/%s/series/%s/instances"
                  .formatted(uid(query, FindKey.STUDY_UID), uid(query, FindKey.SERIES_UID));
        };
    StringJoiner parameters = new StringJoiner("&", "?", "");
    query.forEach((key, value) -> parameters.add(tag(key.tag()) + "=" + encoded(value)));
    level.keys().forEach(key -> parameters.add("includefield=" + tag(key.tag())));
    try (WebCalls calls = calls()) {
      List<Match> matches = new ArrayList<>();
      for (JsonNode item : json(calls, node.at(path + parameters))) {
        matches.add(match(item, keys));
      }
      return matches;
    }
  }

  /** Takes a UID out of the query, since it stands in the path. */
  private static String uid(Map<FindKey, String> query, FindKey key) {
    String uid = String.valueOf(query.remove(key));
    if (!uid.matches("[0-9.]{1,64}")) {
      throw new InputDataException(
          "'%s' is no UID; 'find' tells those that there are".formatted(uid));
    }
    return uid;
  }

  private static String tag(int tag) {
    return "%08X".formatted(tag);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Match match(JsonNode item, Map<FindKey, String> asked) {
    Map<Integer, String> values = new TreeMap<>();
    // what stood in the path need not be repeated in the answer
    asked.forEach((key, value) -> values.put(key.tag(), value));
    for (FindKey key : FindKey.values()) {
      StringJoiner text = new StringJoiner("\\");
      for (JsonNode value : item.path(tag(key.tag())).path("Value")) {
        text.add(value.has("Alphabetic") ? value.get("Alphabetic").asText() : value.asText());
      }
      if (item.has(tag(key.tag()))) {
        values.put(key.tag(), text.toString());
      }
    }
    return Match.ofTags(values);
  }

  /** An answer of QIDO; no content is an empty list. */
  private static JsonNode json(WebCalls calls, URI address) {
    return calls.get(
        address,
        JSON,
        (response, body) -> {
          if (response.statusCode() == 204) {
            return new ObjectMapper().createArrayNode();
          }
          requireSuccess(response);
          return parsed(body);
        });
  }

  private static JsonNode parsed(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LONGEST_JSON + 1);
    if (bytes.length > LONGEST_JSON) {
      throw new PeerException("its answer is longer than %d bytes".formatted(LONGEST_JSON));
    }
    try {
      return new ObjectMapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new PeerException("its answer is no JSON; is this the root of a DICOMweb service?", e);
    }
  }

  private static void requireSuccess(HttpResponse<?> response) throws PeerException {
    int status = response.statusCode();
    switch (status) {
      case 200, 202, 206 -> {}
      case 401, 403 -> throw new PeerException("it refuses the login (HTTP %d)".formatted(status));
      case 404 -> throw new PeerException("it has nothing there (HTTP 404)");
      case 301, 302, 307, 308 ->
          throw new PeerException(
              "it points elsewhere (HTTP %d); give that address yourself".formatted(status));
      default -> throw new PeerException("it answered with HTTP %d".formatted(status));
    }
  }

  /** One request for each object, so that one that is refused does not keep the others. */
  @Override
  public TransferReport send(List<Path> files, SendListener each) {
    List<String> failures = new ArrayList<>();
    long sent = 0;
    try (WebCalls calls = calls()) {
      for (Path file : files) {
        Optional<String> problem = unfit(file).or(() -> send(calls, file));
        each.sent(file, problem);
        problem.ifPresent(p -> failures.add("'%s' %s".formatted(file, p)));
        sent += problem.isPresent() ? 0 : 1;
      }
    }
    return new TransferReport(sent, 0, failures);
  }

  private static Optional<String> unfit(Path file) {
    try {
      InstanceReader.read(file);
      return Optional.empty();
    } catch (NotAnInstanceException e) {
      return Optional.of(e.reason());
    } catch (IOException e) {
      return Optional.of("cannot be read (%s)".formatted(e.getMessage()));
    }
  }

  private Optional<String> send(WebCalls calls, Path file) {
    String boundary = "regista-" + UUID.randomUUID();
    return calls.post(
        node.at("/studies"),
        "multipart/related; type=\"application/dicom\"; boundary=" + boundary,
        JSON,
        () -> body(file, boundary),
        (response, body) -> {
          if (response.statusCode() == 409 || response.statusCode() == 400) {
            return Optional.of("is refused (HTTP %d)".formatted(response.statusCode()));
          }
          requireSuccess(response);
          JsonNode failed = parsed(body).path(tag(FAILED_SEQUENCE)).path("Value");
          return failed.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  "is refused (reason %s)"
                      .formatted(failed.path(0).path(tag(FAILURE_REASON)).path("Value").path(0)));
        });
  }

  private static InputStream body(Path file, String boundary) {
    String head = "--%s\r\nContent-Type: application/dicom\r\n\r\n".formatted(boundary);
    String tail = "\r\n--%s--\r\n".formatted(boundary);
    try {
      return new SequenceInputStream(
          Collections.enumeration(List.of(ascii(head), Files.newInputStream(file), ascii(tail))));
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be read (%s)".formatted(file, e.getMessage()), e);
    }
  }

  private static InputStream ascii(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public TransferReport fetch(String studyUid, Optional<String> seriesUid, ReceiveFolder folder) {
    List<Match> instances = instances(studyUid, seriesUid);
    List<String> failures = new ArrayList<>();
    long present = 0;
    long fetched = 0;
    try (WebCalls calls = calls()) {
      for (Match instance : instances) {
        if (folder.has(instance.text(FindKey.INSTANCE_UID))) {
          present++;
          continue;
        }
        Optional<String> problem = fetch(calls, instance, folder);
        problem.ifPresent(failures::add);
        fetched += problem.isPresent() ? 0 : 1;
      }
    }
    return new TransferReport(fetched, present, failures);
  }

  private Optional<String> fetch(WebCalls calls, Match instance, ReceiveFolder folder) {
    String uid = instance.text(FindKey.INSTANCE_UID);
    Map<FindKey, String> path = new TreeMap<>(instance.values());
    URI address =
        node.at(
            "/studies/%s/series/%s/instances/%s"
                .formatted(
                    uid(path, FindKey.STUDY_UID),
                    uid(path, FindKey.SERIES_UID),
                    uid(path, FindKey.INSTANCE_UID)));
    return calls.get(
        address,
        OBJECTS,
        (response, body) -> {
          requireSuccess(response);
          String type = response.headers().firstValue("Content-Type").orElse("");
          Optional<InputStream> part = Multipart.of(body, type).next();
          if (part.isEmpty()) {
            return Optional.of("object %s: the answer is empty".formatted(uid));
          }
          try {
            folder.receiveFile(part.get());
          } catch (NotAnInstanceException e) {
            return Optional.of("object %s %s".formatted(uid, e.reason()));
          }
          return folder.has(uid)
              ? Optional.empty()
              : Optional.of("object %s: another one came instead".formatted(uid));
        });
  }
}
