package org.regista.io.dicom.report;

import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.Decimals;

/** Adds content items below a parent (PS3.3 C.17.3). */
final class ContentItems {

  /** Relationship Type, from the parent to the new item. */
  enum Relation {
    CONTAINS("CONTAINS"),
    HAS_CONCEPT_MOD("HAS CONCEPT MOD"),
    HAS_OBS_CONTEXT("HAS OBS CONTEXT"),
    HAS_ACQ_CONTEXT("HAS ACQ CONTEXT");

    private final String text;

    Relation(String text) {
      this.text = text;
    }
  }

  private final Attributes parent;

  /** Of a parent that is a content item or the document itself. */
  ContentItems(Attributes parent) {
    this.parent = parent;
  }

  private Attributes add(Relation relation, String valueType, Code concept) {
    Sequence content = parent.getSequence(Tag.ContentSequence);
    if (content == null) {
      content = parent.newSequence(Tag.ContentSequence, 8);
    }
    Attributes item = new Attributes();
    content.add(item);
    item.setString(Tag.RelationshipType, VR.CS, relation.text);
    item.setString(Tag.ValueType, VR.CS, valueType);
    concept.addTo(item, Tag.ConceptNameCodeSequence);
    return item;
  }

  /**
   * @param template TID of what it holds; empty if it has none
   */
  ContentItems container(Code concept, String template) {
    Attributes item = add(Relation.CONTAINS, "CONTAINER", concept);
    item.setString(Tag.ContinuityOfContent, VR.CS, "SEPARATE");
    if (!template.isEmpty()) {
      template(item, template);
    }
    return new ContentItems(item);
  }

  static void template(Attributes item, String template) {
    Attributes content = new Attributes();
    item.newSequence(Tag.ContentTemplateSequence, 1).add(content);
    content.setString(Tag.MappingResource, VR.CS, "DCMR");
    content.setString(Tag.TemplateIdentifier, VR.CS, template);
  }

  void code(Relation relation, Code concept, Code value) {
    value.addTo(add(relation, "CODE", concept), Tag.ConceptCodeSequence);
  }

  void text(Relation relation, Code concept, String value) {
    add(relation, "TEXT", concept).setString(Tag.TextValue, VR.UT, value);
  }

  void uid(Relation relation, Code concept, String value) {
    add(relation, "UIDREF", concept).setString(Tag.UID, VR.UI, value);
  }

  /** A number, to which more may be said; NaN and infinite ones cannot be stated: left out. */
  Optional<ContentItems> number(Code concept, double value, Code unit) {
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    Attributes item = add(Relation.CONTAINS, "NUM", concept);
    Attributes measured = new Attributes();
    item.newSequence(Tag.MeasuredValueSequence, 1).add(measured);
    measured.setString(Tag.NumericValue, VR.DS, Decimals.of(value));
    unit.addTo(measured, Tag.MeasurementUnitsCodeSequence);
    return Optional.of(new ContentItems(item));
  }

  /** A reference to an image or, as COMPOSITE, to another object. */
  Attributes reference(String valueType, Code concept, Attributes instance) {
    Attributes item = add(Relation.CONTAINS, valueType, concept);
    item.newSequence(Tag.ReferencedSOPSequence, 1).add(instance);
    return item;
  }

  /** An image without a concept of its own, as in an image library. */
  void image(Attributes instance) {
    Sequence content = parent.getSequence(Tag.ContentSequence);
    if (content == null) {
      content = parent.newSequence(Tag.ContentSequence, 8);
    }
    Attributes item = new Attributes();
    content.add(item);
    item.setString(Tag.RelationshipType, VR.CS, "CONTAINS");
    item.setString(Tag.ValueType, VR.CS, "IMAGE");
    item.newSequence(Tag.ReferencedSOPSequence, 1).add(instance);
  }
}
