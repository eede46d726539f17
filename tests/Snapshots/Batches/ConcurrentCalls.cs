// Calls at the same time share the threads that wait for batches: each gives the bits that it gives alone, and each ends.
using LossProofs.Kernels;
using Xunit;

namespace LossProofs.Tests.Snapshots.Batches;

public class ConcurrentCalls
{
    [Fact]
    public void Calls_at_the_same_time_give_the_same_bits()
    {
        const int rows = 600;
        const int columns = 100;
        var random = new Random(3);
        float[] logits = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() * 8 - 4)];
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(columns))];
        var expected = Evaluate(1);
        Parallel.For(
            0,
            200,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i =>
            {
                Assert.Equal(expected, Evaluate(i % 5));
                if (i % 20 == 0)
                {
                    Thread.Sleep(5); // long enough for the threads to fall asleep
                }
            }
        );

        float[] Evaluate(int threads)
        {
            var results = new float[rows * columns + 1];
            CrossEntropy.LossAndGradient(
                new Batch<float>(logits, columns),
                labels,
                Reduction.Mean,
                results.AsSpan(0, 1),
                results.AsSpan(1),
                threads
            );
            return results;
        }
    }
}
