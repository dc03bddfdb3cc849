<?xml version="1.0" encoding="utf-8"?>
<!-- Prints the tests that failed in a result file of JUnit, a line each. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" />
  <xsl:template match="/">
    <xsl:for-each select="//testcase[failure or skipped]">
      <xsl:value-of select="concat(@classname, '.', @name, ': ', substring(concat(failure/@message, substring('skipped', 1, 7 * count(skipped))), 1, 500), '&#10;')" />
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
