package org.regista.study.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.io.AtomicFile;

/** The archives of a user: nodes.json in the folder of the settings. */
public final class NodeList {

  private static final String FILE = "nodes.json";
  private static final int VERSION = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path file;

  /**
   * @param settings the folder; it need not exist
   */
  public NodeList(Path settings) {
    this.file = settings.resolve(FILE);
  }

  private record Content(int version, List<Node> nodes) {}

  /**
   * By name.
   *
   * @throws InputDataException if the file is damaged
   */
  public List<Node> all() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      Content content = MAPPER.readValue(Files.readAllBytes(file), Content.class);
      if (content.version() != VERSION || content.nodes() == null) {
        throw new InputDataException(
            "'%s' has version %d, this program knows version %d"
                .formatted(file, content.version(), VERSION));
      }
      return content.nodes().stream().sorted(Comparator.comparing(Node::name)).toList();
    } catch (JsonProcessingException e) {
      throw new InputDataException(
          "'%s' is damaged (%s); correct it or delete it".formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be read (%s)".formatted(file, e.getMessage()), e);
    }
  }

  public Optional<Node> find(String name) {
    return all().stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** Adds an archive, or replaces the one of its name. */
  public void put(Node node) {
    List<Node> nodes = new ArrayList<>(all());
    nodes.removeIf(n -> n.name().equals(node.name()));
    nodes.add(node);
    write(nodes);
  }

  /**
   * @throws InputDataException if there is none of that name
   */
  public void remove(String name) {
    List<Node> nodes = new ArrayList<>(all());
    if (!nodes.removeIf(n -> n.name().equals(name))) {
      throw new InputDataException("there is no archive '%s'".formatted(name));
    }
    write(nodes);
  }

  private void write(List<Node> nodes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be written (%s)".formatted(file, e), e);
    }
    List<Node> sorted = nodes.stream().sorted(Comparator.comparing(Node::name)).toList();
    AtomicFile.write(
        file, out -> out.write(MAPPER.writeValueAsBytes(new Content(VERSION, sorted))));
  }
}
