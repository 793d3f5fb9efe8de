package org.regista.register.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.regista.compute.Similarity;
import org.regista.error.InputDataException;

/**
 * Plans as JSON, and the presets that ship with the program.
 *
 * <p>A file names its form in {@code "schema"}; this program reads {@value #SCHEMA}. Unknown,
 * missing and misspelt properties are refused, because a plan that is read almost right gives a
 * wrong result that looks right.
 */
public final class PlanFiles {

  public static final String SCHEMA = "regista-plan/1";

  private static final List<String> PRESETS =
      List.of(
          "mri-followup",
          "mri-brains",
          "mri-brains-fast",
          "pet-mri",
          "ct-mri",
          "ct-lung",
          "generic");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addMixIn(Stage.class, StageForm.class)
          .addMixIn(Similarity.class, SimilarityForm.class)
          .addMixIn(IntensityRange.class, IntensityRangeForm.class)
          .build();

  private PlanFiles() {}

  /** The names that {@link #preset} knows, the most specific first. */
  public static List<String> presetNames() {
    return PRESETS;
  }

  /**
   * A plan that ships with the program.
   *
   * @throws InputDataException if there is no preset of that name
   */
  public static RegistrationPlan preset(String name) {
    if (!PRESETS.contains(name)) {
      throw new InputDataException(
          "there is no preset '%s'; there are %s".formatted(name, String.join(", ", PRESETS)));
    }
    try (InputStream in = PlanFiles.class.getResourceAsStream("presets/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("preset '" + name + "' is missing from the program's jar");
      }
      return parse(MAPPER.readTree(in), "preset '" + name + "'");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A plan from a file of the user's.
   *
   * @throws InputDataException if it cannot be read or is not a plan
   */
  public static RegistrationPlan read(Path file) {
    try {
      return parse(MAPPER.readTree(Files.readString(file)), "plan '" + file + "'");
    } catch (JsonProcessingException e) {
      throw new InputDataException(
          "plan '%s' is not valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new InputDataException(
          "plan '%s' cannot be read (%s); check the path".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * A plan that {@link #toJson} made.
   *
   * @param source what holds it, for messages
   * @throws InputDataException if it is not a plan
   */
  public static RegistrationPlan ofJson(JsonNode json, String source) {
    return parse(json.deepCopy(), source);
  }

  /** The plan as JSON, in the form that {@link #read} takes. */
  public static JsonNode toJson(RegistrationPlan plan) {
    ObjectNode node = MAPPER.createObjectNode().put("schema", SCHEMA);
    node.setAll((ObjectNode) MAPPER.valueToTree(plan));
    return node;
  }

  private static RegistrationPlan parse(JsonNode node, String source) {
    if (!(node instanceof ObjectNode object) || !SCHEMA.equals(object.path("schema").asText())) {
      throw new InputDataException(
          "%s has schema '%s'; this program reads '%s'"
              .formatted(source, node.path("schema").asText("none"), SCHEMA));
    }
    object.remove("schema");
    try {
      return MAPPER.treeToValue(object, RegistrationPlan.class);
    } catch (JsonProcessingException e) {
      throw new InputDataException(source + ": " + e.getOriginalMessage(), e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = LinearStage.class, name = "linear"),
    @JsonSubTypes.Type(value = BlockStage.class, name = "blocks"),
    @JsonSubTypes.Type(value = DiscreteStage.class, name = "discrete"),
    @JsonSubTypes.Type(value = DiffeomorphicStage.class, name = "diffeomorphic")
  })
  private interface StageForm {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Similarity.MutualInformation.class, name = "mi"),
    @JsonSubTypes.Type(value = Similarity.GlobalCorrelation.class, name = "ncc"),
    @JsonSubTypes.Type(value = Similarity.LocalCorrelation.class, name = "lncc"),
    @JsonSubTypes.Type(value = Similarity.MeanSquares.class, name = "msd"),
    @JsonSubTypes.Type(value = Similarity.Mind.class, name = "mind")
  })
  private interface SimilarityForm {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = IntensityRange.Percentiles.class, name = "percentiles"),
    @JsonSubTypes.Type(value = IntensityRange.Values.class, name = "values")
  })
  private interface IntensityRangeForm {}
}
