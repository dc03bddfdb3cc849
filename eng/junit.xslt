<?xml version="1.0" encoding="utf-8"?>
<!-- Turns a result file of dotnet test (trx) into one of JUnit, which every pipeline can show. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:t="http://microsoft.com/schemas/VisualStudio/TeamTest/2010" exclude-result-prefixes="t">
  <xsl:output method="xml" indent="yes" cdata-section-elements="failure system-out" />
  <xsl:param name="suite" />
  <xsl:key name="definition" match="t:UnitTest" use="@id" />

  <xsl:template match="/t:TestRun">
    <xsl:variable name="results" select="t:Results/t:UnitTestResult" />
    <testsuites>
      <testsuite name="{$suite}" tests="{count($results)}" failures="{count($results[@outcome = 'Failed' or @outcome = 'Timeout' or @outcome = 'Aborted'])}" errors="0"
                 skipped="{count($results[@outcome = 'NotExecuted'])}" timestamp="{substring(t:Times/@start, 1, 19)}">
        <xsl:apply-templates select="$results" />
      </testsuite>
    </testsuites>
  </xsl:template>

  <xsl:template match="t:UnitTestResult">
    <xsl:variable name="class" select="key('definition', @testId)/t:TestMethod/@className" />
    <testcase classname="{$class}">
      <xsl:attribute name="name">
        <xsl:choose>
          <xsl:when test="starts-with(@testName, concat($class, '.'))"><xsl:value-of select="substring-after(@testName, concat($class, '.'))" /></xsl:when>
          <xsl:otherwise><xsl:value-of select="@testName" /></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:attribute name="time">
        <xsl:call-template name="seconds"><xsl:with-param name="duration" select="@duration" /></xsl:call-template>
      </xsl:attribute>
      <xsl:choose>
        <xsl:when test="@outcome = 'NotExecuted'"><skipped /></xsl:when>
        <xsl:when test="@outcome != 'Passed'">
          <failure message="{normalize-space(t:Output/t:ErrorInfo/t:Message)}" type="{@outcome}"><xsl:value-of select="t:Output/t:ErrorInfo/t:StackTrace" /></failure>
        </xsl:when>
      </xsl:choose>
      <xsl:if test="t:Output/t:StdOut"><system-out><xsl:value-of select="t:Output/t:StdOut" /></system-out></xsl:if>
    </testcase>
  </xsl:template>

  <!-- hh:mm:ss.fffffff; what did not run has none. -->
  <xsl:template name="seconds">
    <xsl:param name="duration" />
    <xsl:choose>
      <xsl:when test="contains($duration, ':')">
        <xsl:value-of select="format-number(substring-before($duration, ':') * 3600 + substring-before(substring-after($duration, ':'), ':') * 60 + substring-after(substring-after($duration, ':'), ':'), '0.000')" />
      </xsl:when>
      <xsl:otherwise>0</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
