using System.Runtime.InteropServices;
using Nestor.Engine.Loop;

namespace Nestor.Server.Sockets;

/// <summary>Native memory for the arguments of one many-packets call; each thread that calls has its own.</summary>
internal sealed unsafe class MessageRing : IDisposable
{
    public const int Size = Batch.MaxQueries;
    public const int ControlSize = 64;
    private const int MaxWaits = 8;
    private const int WaitMilliseconds = 5;

    public readonly Linux.MessageHeader* Messages;
    public readonly Linux.IoVector* Vectors;
    public readonly Linux.LinkAddress* Links;
    public readonly Linux.InternetAddress* Addresses;
    public readonly byte* Controls;

    /// <summary>errno of the last message that could not be sent.</summary>
    public int LastError { get; private set; }

    public MessageRing()
    {
        Messages = (Linux.MessageHeader*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.MessageHeader));
        Vectors = (Linux.IoVector*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.IoVector));
        Links = (Linux.LinkAddress*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.LinkAddress));
        Addresses = (Linux.InternetAddress*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.InternetAddress));
        Controls = (byte*)NativeMemory.AllocZeroed(Size, ControlSize);
        for (int i = 0; i < Size; i++)
        {
            Messages[i].Vectors = &Vectors[i];
            Messages[i].VectorCount = 1;
        }
    }

    /// <summary>Sends the first messages of the ring; a bad one is left out and the others still go.</summary>
    /// <returns>How many could not be sent.</returns>
    public int SendAll(int fd, int count)
    {
        int at = 0;
        int failed = 0;
        int waits = 0;
        while (at < count)
        {
            int sent = Linux.SendMany(fd, Messages + at, (uint)(count - at), 0);
            if (sent > 0)
            {
                at += sent;
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == Linux.Interrupted)
            {
                continue;
            }

            // The send buffer is full: the device gets a little time to empty it.
            if (error == Linux.TryAgain && waits++ < MaxWaits)
            {
                var waiting = new Linux.PollFd { Fd = fd, Events = Linux.PollOut };
                _ = Linux.Poll(&waiting, 1, WaitMilliseconds);
                continue;
            }

            LastError = error;
            failed++;
            at++;
        }

        return failed;
    }

    public void Dispose()
    {
        NativeMemory.Free(Messages);
        NativeMemory.Free(Vectors);
        NativeMemory.Free(Links);
        NativeMemory.Free(Addresses);
        NativeMemory.Free(Controls);
        GC.SuppressFinalize(this);
    }
}
