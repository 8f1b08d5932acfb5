"""What the graph promises, as SHACL shapes that any validator can hold it to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passerelles.export.linked.terms import BEYOND, CORPUS, VOCABULARY

SHAPES = """\
<{shapes}#statement> a sh:NodeShape ;
  sh:targetClass oa:Annotation ;
  sh:class rdf:Statement ;
  sh:property [ sh:path dcterms:identifier ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path rdf:subject ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path rdf:predicate ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path rdf:object ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path v:date ; sh:maxCount 1 ; sh:datatype edtf:EDTF ] ;
  sh:property [ sh:path oa:hasTarget ; sh:minCount {languages} ; sh:class oa:SpecificResource ;
    sh:message "A statement rests on quoted words, in each language." ] ;
  sh:property [ sh:path dcterms:isPartOf ; sh:minCount 1 ; sh:maxCount 1 ; sh:hasValue <{corpus}> ] .

<{shapes}#passage> a sh:NodeShape ;
  sh:targetClass oa:SpecificResource ;
  sh:property [ sh:path oa:hasSource ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path prov:wasQuotedFrom ; sh:class v:source ] ;
  sh:property [ sh:path prov:wasDerivedFrom ; sh:class oa:SpecificResource ] ;
  sh:xone (
    [ sh:property [ sh:path prov:wasQuotedFrom ; sh:minCount 1 ; sh:maxCount 1 ] ]
    [ sh:property [ sh:path prov:wasDerivedFrom ; sh:minCount 1 ; sh:maxCount 1 ] ] ) ;
  sh:message "A passage is quoted from its source, or is the translation of one that is: never both." ;
  sh:property [ sh:path oa:hasSelector ; sh:minCount 1 ; sh:maxCount 1 ; sh:class oa:TextQuoteSelector ] .

<{shapes}#words> a sh:NodeShape ;
  sh:targetClass oa:TextQuoteSelector ;
  sh:property [ sh:path oa:exact ; sh:minCount 1 ; sh:maxCount 1 ; sh:languageIn ( {codes} ) ; sh:minLength 1 ] .

<{shapes}#outside> a sh:NodeShape ;
  sh:targetClass v:Beyond ;
  sh:class schema:Claim ;
  sh:not [ sh:class oa:Annotation ] ;
  sh:property [ sh:path schema:about ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path schema:text ; sh:minCount {languages} ; sh:uniqueLang true ] ;
  sh:property [ sh:path schema:isBasedOn ; sh:minCount 1 ; sh:class schema:WebPage ;
    sh:message "What the editors know from elsewhere names its reference." ] ;
  sh:property [ sh:path v:read ; sh:minCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path dcterms:isPartOf ; sh:minCount 1 ; sh:maxCount 1 ; sh:hasValue <{beyond}> ] .

<{shapes}#theme> a sh:NodeShape ;
  sh:targetClass v:theme ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount {languages} ; sh:uniqueLang true ; sh:languageIn ( {codes} ) ] ;
  sh:property [ sh:path skos:definition ; sh:minCount {languages} ; sh:uniqueLang true ] ;
  sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:class skos:ConceptScheme ] .

<{shapes}#disagreement> a sh:NodeShape ;
  sh:targetClass v:Conflict ;
  sh:property [ sh:path dcterms:hasPart ; sh:minCount 2 ; sh:class oa:Annotation ] .
"""
NAMED = """
<{shapes}#{kind}> a sh:NodeShape ;
  sh:targetClass v:{kind} ;
  sh:property [ sh:path schema:name ; sh:minCount {languages} ; sh:uniqueLang true ; sh:languageIn ( {codes} ) ] ;
  sh:property [ sh:path dcterms:identifier ; sh:minCount 1 ; sh:maxCount 1 ] .
"""


def shapes(root: str, prefixes: Mapping[str, str], kinds: Sequence[str], languages: Sequence[str]) -> str:
    """shapes.ttl: a shape of the statement, of the words it rests on, of outside facts, and of each kind of thing."""
    head = [f"@base <{root}> .", *(f"@prefix {name}: <{address}> ." for name, address in prefixes.items())]
    given = {
        "shapes": VOCABULARY.replace("vocabulary", "shapes"),
        "corpus": CORPUS,
        "beyond": BEYOND,
        "languages": len(languages),
        "codes": " ".join(f'"{code}"' for code in languages),
    }
    named = (NAMED.format(kind=kind, **given) for kind in kinds if kind != "theme")
    return "\n".join(head) + "\n\n" + SHAPES.format(**given) + "".join(named)
