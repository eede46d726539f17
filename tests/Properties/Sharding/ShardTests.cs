// Parts of a run: each unit of work belongs to exactly one, a run that was stopped goes on, and only the parts of one run join.
using System.Text.Json;
using FsCheck;
using LossProofs.Sharding;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Sharding;

public sealed class ShardTests : IDisposable
{
    private static readonly string[] s_units = ["a", "b", "ç\n", "d", "e", "f", "g"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-shards-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private static ShardHeader Header(int index, int count = 3, long seed = 1, string cases = "10") =>
        new("worst", ["kernels=k", $"cases={cases}"], seed, new Shard(index, count), s_units.Length);

    // As long as the unit's name, so that a result knows its unit.
    private static void Do(ShardFile file, string unit) => file.Add(unit, json => json.WriteNumberValue(unit.Length));

    private string Write(int index, ShardHeader? header = null, IEnumerable<string>? units = null, string? name = null)
    {
        header ??= Header(index);
        var path = In(name ?? $"{index}.jsonl");
        using var file = ShardFile.Open(path, header);
        foreach (var unit in units ?? s_units.Where((_, at) => header.Shard.Owns(at)))
        {
            Do(file, unit);
        }

        file.Finish();
        return path;
    }

    [Property]
    public void Each_unit_belongs_to_exactly_one_part(PositiveInt count, NonNegativeInt ordinal, string? name)
    {
        var parts = Enumerable.Range(1, 1 + (count.Get % 50)).Select(index => new Shard(index, 1 + (count.Get % 50)));

        Assert.Single(parts, part => part.Owns(ordinal.Get));
        Assert.Single(parts, part => part.Owns(name ?? ""));
    }

    [Fact]
    public void Names_are_spread_evenly_and_always_the_same()
    {
        var sizes = Enumerable
            .Range(1, 8)
            .Select(index => Enumerable.Range(0, 8_000).Count(name => new Shard(index, 8).Owns($"papers/{name}.tex")));

        // Within five standard deviations of 1,000: a false alarm in 200,000 hashes, and this one is fixed.
        Assert.All(sizes, size => Assert.InRange(size, 850, 1_150));
        Assert.True(new Shard(8, 8).Owns("papers/1.tex"));
    }

    [Theory]
    [InlineData("1/1", true)]
    [InlineData("3/8", true)]
    [InlineData("8/8", true)]
    [InlineData("0/8", false)]
    [InlineData("9/8", false)]
    [InlineData("3", false)]
    [InlineData("-1/8", false)]
    [InlineData("1/8/2", false)]
    [InlineData("a/b", false)]
    [InlineData("1/99999999999", false)]
    public void A_part_is_written_as_a_fraction(string text, bool isOne) =>
        Assert.Equal(isOne ? text : null, Shard.Parse(text)?.ToString());

    [Fact]
    public void All_parts_join_in_any_order()
    {
        var merged = MergedShards.Read([Write(3), Write(1), Write(2)]);

        Assert.Equal(s_units.Order(), merged.Units.Order());
        Assert.All(s_units, unit => Assert.Equal(unit.Length, merged[unit].GetInt32()));
        Assert.Equal("10", merged.Header["cases"]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.97)]
    public void A_run_that_was_stopped_goes_on_and_leaves_the_same_bytes(double share)
    {
        var whole = File.ReadAllBytes(Write(1, name: "whole"));
        var end = File.ReadAllText(In("whole")).TrimEnd().LastIndexOf('\n') + 1;
        File.WriteAllBytes(In("1.jsonl.partial"), whole[..(int)(share * end)]);
        using (var file = ShardFile.Open(In("1.jsonl"), Header(1)))
        {
            Assert.InRange(file.Found, 0, 2);
            foreach (var unit in s_units.Where((unit, at) => at % 3 == 0 && !file.Has(unit)))
            {
                Do(file, unit);
            }

            Assert.False(File.Exists(In("1.jsonl")));
            file.Finish();
        }

        Assert.Equal(whole, File.ReadAllBytes(In("1.jsonl")));
        Assert.False(File.Exists(In("1.jsonl.partial")));
        using var again = ShardFile.Open(In("1.jsonl"), Header(1));
        Assert.True(again.IsWhole && again.Has("a"));
    }

    // Where a scheduler starts a part again while its first process still runs.
    [Fact]
    public async Task A_part_that_another_process_does_is_waited_for()
    {
        using var begun = ShardFile.Open(In("1.jsonl"), Header(1));
        Do(begun, "a");
        var told = 0;
        var second = Task.Run(() => ShardFile.Open(In("1.jsonl"), Header(1), () => Interlocked.Increment(ref told)));
        while (Volatile.Read(ref told) == 0)
        {
            await Task.Delay(10);
        }

        Do(begun, "d");
        Do(begun, "g");
        begun.Finish();
        using var file = await second;
        Assert.True(file.IsWhole);
        Assert.Equal(1, told);
    }

    [Fact]
    public void A_part_that_lacks_its_name_only_gets_it()
    {
        var whole = File.ReadAllBytes(Write(1));
        File.Move(In("1.jsonl"), In("1.jsonl.partial"));
        using var file = ShardFile.Open(In("1.jsonl"), Header(1));

        Assert.True(file.IsWhole);
        Assert.Equal(whole, File.ReadAllBytes(In("1.jsonl")));
    }

    [Fact]
    public void A_file_of_another_run_is_never_written_over()
    {
        Write(1);
        Assert.Contains("seed 2 (1 in ", Refused(() => ShardFile.Open(In("1.jsonl"), Header(1, seed: 2))));
        using (var begun = ShardFile.Open(In("2.jsonl"), Header(2)))
        {
            Do(begun, "b");
            Assert.Contains("another process", Refused(() => ShardFile.Open(In("2.jsonl"), Header(2))));
        }

        Assert.Contains("cases 20 (10 in ", Refused(() => ShardFile.Open(In("2.jsonl"), Header(2, cases: "20"))));
        Assert.Contains("shard 2/3 was begun", Refused(() => ShardFile.Open(In("2.jsonl"), Header(3))));
        File.WriteAllText(In("3.jsonl.partial"), "{}\n");
        Assert.Contains("no shard", Refused(() => ShardFile.Open(In("3.jsonl"), Header(3))));
        Assert.Equal("{}\n", File.ReadAllText(In("3.jsonl.partial")));
    }

    [Fact]
    public void Only_the_parts_of_one_run_join()
    {
        string[] all = [Write(1), Write(2), Write(3)];
        var other = Write(3, Header(3, seed: 2), name: "other");
        var version = Write(3, Header(3) with { Version = "0" }, name: "version");
        var setting = Write(3, Header(3, cases: "11"), name: "setting");
        var number = Write(3, Header(3, count: 4), name: "number");
        var doubled = Write(3, units: ["a", "f"], name: "doubled");
        var fewer = Write(3, units: ["c"], name: "fewer");
        var text = File.ReadAllText(all[0]);
        File.WriteAllText(In("truncated"), text[..text.TrimEnd().LastIndexOf('\n')] + "\n");
        File.WriteAllText(In("damaged"), text.Replace(":1}", ":2}", StringComparison.Ordinal));
        File.WriteAllText(In("none"), "lossproofs\n");
        File.WriteAllText(In("empty"), "");

        Assert.Contains("shard 2 of 3 is missing", Merge(all[0], all[2]));
        Assert.Contains("shards 1, 3 of 3 are missing", Merge(all[1]));
        Assert.Contains("shard 1/3 is doubled", Merge([.. all, all[0]]));
        Assert.Contains("of another run: seed 2 (1 in ", Merge(all[0], all[1], other));
        Assert.Contains("of another run: version 0 (", Merge(all[0], all[1], version));
        Assert.Contains("of another run: cases 11 (10 in ", Merge(all[0], all[1], setting));
        Assert.Contains("of another run: number of shards 4 (3 in ", Merge(all[0], all[1], number));
        Assert.Contains("'a' is doubled", Merge(all[0], all[1], doubled));
        Assert.Contains("6 of 7 units", Merge(all[0], all[1], fewer));
        Assert.Contains("truncated: shard 1/3 has no end", Merge(In("truncated"), all[1], all[2]));
        Assert.Contains("damaged", Merge(In("damaged"), all[1], all[2]));
        Assert.Contains("no shard", Merge(In("none"), all[1], all[2]));
        Assert.Contains("no shard", Merge(In("empty"), all[1], all[2]));
        Assert.Contains("there is no such file", Merge(In("nowhere"), all[1], all[2]));
    }

    [Fact]
    public void Each_law_is_run_by_one_part_of_a_deep_run()
    {
        var parts = Enumerable.Range(1, 4).Select(index => new Shard(index, 4)).ToList();

        Assert.All(
            Enumerable.Range(0, 100).Select(number => $"law {number}"),
            law => Assert.Single(parts, part => Reproducibility.Skip(law, part) is null)
        );
    }

    private static string Merge(params string[] paths) => Refused(() => MergedShards.Read(paths));

    private static string Refused(Func<object> act)
    {
        var message = Assert.Throws<ShardException>(act).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
