// Threads that wait for the next batch: waking them must cost less than the batch.
using System.Runtime.CompilerServices;

namespace LossProofs.Kernels;

/// <summary>
/// One thread fewer than there are processors, started by the first call that is worth it. After a call each looks out for the
/// next one for some microseconds, then sleeps. One call at a time has the team: another works alone meanwhile, the processors
/// being taken.
/// </summary>
internal static class Team
{
    /// <summary>How often a thread looks for work before it sleeps, at some 40 ns each time.</summary>
    private const int Looks = 2000;

    private static readonly SemaphoreSlim Sleep = new(0);
    private static int taken;
    private static int sleeping;
    private static int threadCount;
    private static Job? current;

    /// <summary>Runs the parts from 0 to <paramref name="parts"/> − 1, in any order, on at most <paramref name="threads"/> threads,
    /// this one among them.</summary>
    public static void Run(int parts, int threads, Action<int> part)
    {
        threads = Math.Min(Math.Min(threads, parts), Environment.ProcessorCount);
        if (threads <= 1 || Interlocked.CompareExchange(ref taken, 1, 0) != 0)
        {
            for (var i = 0; i < parts; i++)
                part(i);
            return;
        }

        var job = new Job(parts, threads - 1, part);
        try
        {
            for (; threadCount < threads - 1; threadCount++)
                Start();
            Volatile.Write(ref current, job);
            // A thread that is about to sleep has said so before it looked for the last time.
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref sleeping) is > 0 and var asleep)
                Sleep.Release(Math.Min(asleep, threads - 1));
            job.Work();
            job.Wait();
        }
        finally
        {
            Volatile.Write(ref current, null);
            Volatile.Write(ref taken, 0);
        }

        job.Rethrow();
    }

    private static void Start() =>
        new Thread(static () =>
        {
            Job? last = null;
            while (true)
            {
                last = Next(last);
                last.Join();
            }
        })
        {
            IsBackground = true,
            Name = "LossProofs.Kernels",
        }.Start();

    private static Job Next(Job? last)
    {
        while (true)
        {
            for (var i = 0; i < Looks; i++)
            {
                if (Volatile.Read(ref current) is { } job && job != last)
                    return job;
                Thread.SpinWait(1);
            }

            Interlocked.Increment(ref sleeping);
            if (Volatile.Read(ref current) is not { } late || late == last)
                Sleep.Wait();
            Interlocked.Decrement(ref sleeping);
        }
    }

    private sealed class Job(int parts, int helpers, Action<int> part)
    {
        private int helperCount;
        private int next;
        private int finished;
        private Exception? failure;

        /// <summary>Helps, unless enough do.</summary>
        public void Join()
        {
            if (Interlocked.Increment(ref helperCount) <= helpers)
                Work();
        }

        /// <summary>Takes one part after the other while there are any.</summary>
        public void Work()
        {
            for (int i; (i = Interlocked.Increment(ref next) - 1) < parts; Interlocked.Increment(ref finished))
                try
                {
                    part(i);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
        }

        /// <summary>Until every part that someone took is finished.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Wait()
        {
            var spinner = new SpinWait();
            while (Volatile.Read(ref finished) < parts)
                spinner.SpinOnce(-1);
        }

        public void Rethrow()
        {
            if (failure != null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
