export default { vu: { idInTest: 1, iterationInInstance: 0 }, scenario: { startTime: Date.now() } };
