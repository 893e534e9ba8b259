import Foundation

/// Files as other programs write them, after the formats' documentation.
enum CorrectionExamples {
  /// A task with an annotation, a cancelled one and a prediction.
  static let labelStudio = #"""
    [{"id": 12, "project": 3, "created_at": "2026-01-02T10:00:00.000000Z",
      "data": {"image": "/data/local-files/?d=scans/page%201.png"},
      "annotations": [
        {"id": 1, "completed_by": 4, "was_cancelled": false, "lead_time": 8.25, "result": [
          {"id": "Ab3_x-9", "from_name": "label", "to_name": "image", "type": "rectanglelabels",
           "original_width": 200, "original_height": 100, "image_rotation": 0, "origin": "manual",
           "value": {"x": 10, "y": 20.5, "width": 30, "height": 40, "rotation": 0,
                     "rectanglelabels": ["Table"]}},
          {"id": "turned", "from_name": "label", "to_name": "image", "type": "rectanglelabels",
           "original_width": 200, "original_height": 100, "parentID": "Ab3_x-9",
           "value": {"x": 50, "y": 10, "width": 10, "height": 40, "rotation": 90,
                     "rectanglelabels": ["text"]}},
          {"id": "shape", "type": "polygonlabels", "original_width": 200, "original_height": 100,
           "value": {"points": [[60, 60], [70, 55.5], [65, 90]], "closed": true,
                     "polygonlabels": ["Figure"]}},
          {"type": "relation", "from_id": "Ab3_x-9", "to_id": "turned", "direction": "right"},
          {"id": "c", "type": "choices", "value": {"choices": ["good"]}}]},
        {"id": 2, "was_cancelled": true, "result": []}],
      "predictions": [{"model_version": "m", "score": 0.5, "result": []}]}]
    """#

  /// The template for OCR: box, label and text of one id stand in results of their own.
  static let labelStudioOCR = #"""
    [{"data": {"ocr": "http://localhost/receipt.png"}, "predictions": [{"result": [
      {"id": "r1", "type": "rectangle", "original_width": 100, "original_height": 200,
       "value": {"x": 0, "y": 0, "width": 50, "height": 25, "rotation": 0}},
      {"id": "r1", "type": "labels", "value": {"x": 0, "y": 0, "width": 50, "height": 25,
       "labels": ["text"]}},
      {"id": "r1", "type": "textarea", "value": {"text": ["Total 12"]}, "score": 0.9}]}]}]
    """#

  /// PAGE-XML with a prefix, nested regions, groups in the reading order, and lines.
  static func pageXML(_ version: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <!-- a comment with <!ENTITY in it -->
    <pc:PcGts xmlns:pc="http://schema.primaresearch.org/PAGE/gts/pagecontent/\(version)">
     <pc:Metadata><pc:Creator>x</pc:Creator><pc:Created>2026-01-01T00:00:00</pc:Created>
      <pc:LastChange>2026-01-01T00:00:00</pc:LastChange></pc:Metadata>
     <pc:Page imageFilename="00000001.tif" imageWidth="2000" imageHeight="3000">
      <pc:ReadingOrder><pc:OrderedGroup id="g0">
        <pc:RegionRefIndexed index="1" regionRef="r1"/>
        <pc:UnorderedGroupIndexed id="g1" index="2">
          <pc:RegionRef regionRef="r2"/></pc:UnorderedGroupIndexed>
        <pc:RegionRefIndexed index="0" regionRef="r3"/>
      </pc:OrderedGroup></pc:ReadingOrder>
      <pc:TextRegion id="r1" type="heading" custom="structure {type:heading;}">
       <pc:Coords points="100,100 900,120 890,200 110,190"/>
       <pc:TextLine id="l1"><pc:Coords points="0,0 1,0 1,1"/>
        <pc:TextEquiv><pc:Unicode>line</pc:Unicode></pc:TextEquiv></pc:TextLine>
       <pc:TextEquiv conf="0.8"><pc:Unicode>A &amp; B</pc:Unicode></pc:TextEquiv>
      </pc:TextRegion>
      <pc:TableRegion id="r2"><pc:Coords points="100,400 900,400 900,800 100,800"/>
       <pc:TextRegion id="r2c" type="caption"><pc:Coords points="120,410 300,410 300,440"/>
       </pc:TextRegion></pc:TableRegion>
      <pc:GraphicRegion id="r3" type="logo"><pc:Coords points="10,10 60,10 60,60 10,60"/>
      </pc:GraphicRegion>
      <pc:SeparatorRegion id="s1"><pc:Coords points="0,300 2000,300 2000,302"/>
      </pc:SeparatorRegion>
     </pc:Page></pc:PcGts>
    """
  }

  /// COCO as other labelling programs write it.
  static let coco = #"""
    {"info": {}, "licenses": [],
     "categories": [{"id": 0, "name": "Table", "supercategory": ""}, {"id": 3, "name": "text"}],
     "images": [{"id": 7, "license": 0, "file_name": "a/b.png", "width": 640, "height": 480}],
     "annotations": [
      {"id": 1, "image_id": 7, "category_id": 3, "bbox": [10.5, 20, 30, 40], "area": 1200,
       "segmentation": [[10.5, 20, 40.5, 20, 40.5, 60]], "iscrowd": 0,
       "attributes": {"occluded": false}},
      {"id": 2, "image_id": 7, "category_id": 0, "bbox": [600, 400, 100, 100], "score": 0.25}]}
    """#
}
