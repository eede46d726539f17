// Settings of the whole property suite.
using FsCheck.Xunit;
using LossProofs.Tests.Support.Generators;

[assembly: Properties(Arbitrary = [typeof(Adversarial)])]
