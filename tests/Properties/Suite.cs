// Settings of the whole property suite.
using FsCheck.Xunit;
using LossProofs.Tests.Support.Generators;
using Xunit;

[assembly: Properties(Arbitrary = [typeof(Adversarial)])]
[assembly: TestCollectionOrderer("LossProofs.Tests.Support.LongestFirst", "LossProofs.Tests.Support")]
