using System.Globalization;
using System.Runtime.InteropServices;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile.Tests.PowerCuts;

/// <summary>Histories of a lease file with its redo log on a disk that loses power, each decided by a number.</summary>
public sealed class PowerCutTests
{
    private const int LogSize = 32 * 1024;
    private const int Lives = 4;

    [Theory]
    [InlineData(0, 300)]
    [InlineData(40, 300)]
    public void Every_acknowledged_row_is_there_after_each_power_cut(int failsOneIn, int histories)
    {
        int redone = 0;
        int checkpoints = 0;
        for (int seed = 0; seed < histories; seed++)
        {
            using var history = new History(seed, failsOneIn);
            history.Run(Lives);
            redone += history.Redone;
            checkpoints += history.Checkpoints;
        }

        // Or nothing was tested.
        Assert.True(redone > histories / 2, $"{redone} times something was lost");
        Assert.True(checkpoints > histories / 2, $"{checkpoints} checkpoints");
    }

    /// <summary>One disk: the lease file, those that were moved away for clean-up, and the log.</summary>
    private sealed class History(int seed, int failsOneIn) : IDisposable
    {
        private readonly Disk _disk = new(seed);
        private readonly List<(CachedFile File, List<byte> Promised)> _moved = [];
        private SyncedFile _redo = null!;
        private CachedFile _file = null!;
        private List<byte> _promised = [];
        private ulong _inode = 1;
        private int _boots;
        private Guid _boot = new(0, 1, 0, new byte[8]);
        private uint _row;

        public int Redone { get; private set; }

        public int Checkpoints { get; private set; }

        public void Run(int lives)
        {
            _redo = new SyncedFile(_disk, LogSize);
            _file = new CachedFile(_disk, _inode++);
            for (int life = 0; life < lives; life++)
            {
                bool isCut = true;
                try
                {
                    _disk.CallsLeft = 1 + _disk.Random.Next(_disk.IsHeads() ? 10 : 400);
                    Recover();
                    _disk.FailsOneIn = failsOneIn;
                    Serve(life);
                    isCut = _disk.IsHeads();
                }
                catch (PowerCutException)
                {
                    // Whatever happens now happens after it.
                }

                _disk.CallsLeft = -1;
                _disk.FailsOneIn = 0;
                string before = Text(_file);
                if (isCut)
                {
                    Reboot();
                    before = Text(_file);
                    RecoverThroughPowerCuts();
                    Redone += before == Text(_file) ? 0 : 1;
                }
                else
                {
                    Recover();
                    Assert.Equal(before, Text(_file));
                }

                Check();
            }
        }

        public void Dispose()
        {
            _redo?.Dispose();
            _file?.Dispose();
        }

        private void Reboot()
        {
            _boot = new Guid(++_boots, 0, 0, new byte[8]);
            _file.Reboot();
            _moved.ForEach(m => m.File.Reboot());
        }

        private void Recover()
        {
            bool isDone = new RedoRecovery(_boot, Logger.Silent).TryRun("leases.csv", _redo, _file, out string error);
            Assert.True(isDone, error);
        }

        private void RecoverThroughPowerCuts()
        {
            while (true)
            {
                _disk.CallsLeft = _disk.IsHeads() ? _disk.Random.Next(4) : -1;
                try
                {
                    Recover();
                    _disk.CallsLeft = -1;
                    return;
                }
                catch (PowerCutException)
                {
                    Reboot();
                }
            }
        }

        /// <summary>From a start to a stop, or to an end without a word, as a process that is killed has.</summary>
        private void Serve(int life)
        {
            var checkpointer = new SlowCheckpointer();
            var journal = new Journal4(isSynced: true);
            _file.TryTruncate(_file.Bytes.LastIndexOf((byte)'\n') + 1, out _);
            if (!journal.TryUse(_file, out _))
            {
                return;
            }

            journal.Offer(new RedoLog(_redo, checkpointer, (ulong)life + 1, _boot, Logger.Silent));
            try
            {
                int commits = _disk.Random.Next(300);
                for (int i = 0; i < commits; i++)
                {
                    if (journal.Commit(Rows(1 + _disk.Random.Next(12) + (_disk.Random.Next(50) == 0 ? 300 : 0))))
                    {
                        _promised.AddRange(_file.Bytes[_promised.Count..]);
                    }

                    if (_disk.Random.Next(4) == 0)
                    {
                        checkpointer.Finish();
                    }

                    if (_disk.Random.Next(60) == 0)
                    {
                        Rotate(journal);
                    }
                }
            }
            finally
            {
                Checkpoints += checkpointer.Count;
            }

            if (_disk.IsHeads())
            {
                journal.Dispose();
            }
        }

        private void Rotate(Journal4 journal)
        {
            if (journal.Pending > 0 || !journal.TrySettle(out _))
            {
                return;
            }

            _moved.Add((_file, _promised));
            var next = new CachedFile(_disk, _inode++);
            _file = next;
            _promised = [];

            // When even the header of the new file cannot be written the old one is moved back.
            if (!journal.TryUse(next, out _))
            {
                (_file, _promised) = _moved[^1];
                _moved.RemoveAt(_moved.Count - 1);
            }
        }

        private void Check()
        {
            AssertHolds(_file, _promised, "the lease file");
            foreach (var (file, promised) in _moved)
            {
                AssertHolds(file, promised, "a file that was moved");
            }
        }

        private void AssertHolds(CachedFile file, List<byte> promised, string what)
        {
            int same = file.Bytes.CommonPrefixLength(CollectionsMarshal.AsSpan(promised));
            Assert.True(same == promised.Count, string.Create(
                CultureInfo.InvariantCulture, $"seed {seed}: {what} has {file.Length} bytes, {promised.Count} were promised, {same} are as they were"));
        }

        private LeaseChanges4 Rows(int count)
        {
            var changes = new LeaseChanges4();
            for (int i = 0; i < count; i++)
            {
                _row++;
                changes.Put(new Lease4View
                {
                    Fields = new Lease4Fields { Address = new Ip4(0x0A000000 + (_row % 5000)), Cltt = 1000 + _row, ValidLifetime = 3600, SubnetId = 1 },
                    HardwareAddress = (byte[])[2, 0, 0, 0, 0, 1],
                });
            }

            return changes;
        }
    }

    private static string Text(CachedFile file) => System.Text.Encoding.Latin1.GetString(file.Bytes);
}
