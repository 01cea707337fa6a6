using System.Runtime.InteropServices;
using Nestor.Engine.Loop;

namespace Nestor.Server.Sockets;

/// <summary>Native memory for the arguments of one many-packets call; each thread that calls has its own.</summary>
internal sealed unsafe class MessageRing : IDisposable
{
    public const int Size = Batch.MaxQueries;
    public const int ControlSize = 64;
    private const int NameSize = 32;
    private const int ControlHeader = 16;
    private const int MaxWaits = 8;
    private const int WaitMilliseconds = 5;

    public readonly Linux.MessageHeader* Messages;
    public readonly Linux.IoVector* Vectors;
    public readonly byte* Controls;
    private readonly byte* _names;

    /// <summary>errno of the last message that could not be sent.</summary>
    public int LastError { get; private set; }

    public MessageRing()
    {
        Messages = (Linux.MessageHeader*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.MessageHeader));
        Vectors = (Linux.IoVector*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.IoVector));
        _names = (byte*)NativeMemory.AllocZeroed(Size, NameSize);
        Controls = (byte*)NativeMemory.AllocZeroed(Size, ControlSize);
        for (int i = 0; i < Size; i++)
        {
            Messages[i].Vectors = &Vectors[i];
            Messages[i].VectorCount = 1;
        }
    }

    /// <summary>Where the peer's address of a message is, in the form of the socket's kind.</summary>
    public T* Name<T>(int i)
        where T : unmanaged => (T*)(_names + (i * NameSize));

    /// <summary>
    /// Receives into the slots of a batch from one on, without waiting. Returns how many came; -1 when that failed.
    /// </summary>
    /// <param name="first">The first free slot.</param>
    /// <param name="hasControl">Control messages are wanted.</param>
    /// <typeparam name="T">The form of the socket's addresses.</typeparam>
    public int Receive<T>(int fd, byte[] slab, int first, bool hasControl)
        where T : unmanaged
    {
        int room = Size - first;
        fixed (byte* slots = slab)
        {
            for (int i = 0; i < room; i++)
            {
                Vectors[i].Base = slots + ((first + i) * Batch.SlotSize);
                Vectors[i].Length = Batch.SlotSize;
                Messages[i].Name = Name<T>(i);
                Messages[i].NameLength = (uint)sizeof(T);
                Messages[i].Control = hasControl ? Controls + (i * ControlSize) : null;
                Messages[i].ControlLength = hasControl ? ControlSize : 0u;
            }

            return Linux.ReceiveMany(fd, Messages, (uint)room, Linux.MsgDontWait, null);
        }
    }

    /// <summary>Makes a message of bytes that stay where they are: the buffers of a batch are pinned for their whole life.</summary>
    public void Put(int i, byte[] buffer, int start, int length)
    {
        fixed (byte* at = &buffer[start])
        {
            Vectors[i].Base = at;
        }

        Vectors[i].Length = (nuint)length;
        Messages[i].Name = null;
        Messages[i].NameLength = 0;
        Messages[i].Control = null;
        Messages[i].ControlLength = 0;
    }

    /// <summary>Says where a message goes that was <see cref="Put"/>.</summary>
    public void PutName<T>(int i, T address)
        where T : unmanaged
    {
        *Name<T>(i) = address;
        Messages[i].Name = Name<T>(i);
        Messages[i].NameLength = (uint)sizeof(T);
    }

    /// <summary>Room for the value of a message's one control message.</summary>
    public byte* PutControl(int i, int level, int type, int size)
    {
        byte* control = Controls + (i * ControlSize);
        new Span<byte>(control, ControlSize).Clear();
        *(nuint*)control = (nuint)(ControlHeader + size);
        *(int*)(control + 8) = level;
        *(int*)(control + 12) = type;
        Messages[i].Control = control;
        Messages[i].ControlLength = (nuint)(ControlHeader + ((size + 7) & ~7));
        return control + ControlHeader;
    }

    /// <summary>The value of a received message's control message; null when there is none of this kind and size.</summary>
    public byte* Control(int i, int level, int type, int size)
    {
        byte* control = Controls + (i * ControlSize);
        bool isThere = Messages[i].ControlLength >= (nuint)(ControlHeader + size) && *(int*)(control + 8) == level && *(int*)(control + 12) == type;
        return isThere ? control + ControlHeader : null;
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

            // What was sent before found nobody; this was not tried yet.
            if (error == Linux.ConnectionRefused && waits++ < MaxWaits)
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
        NativeMemory.Free(_names);
        NativeMemory.Free(Controls);
        GC.SuppressFinalize(this);
    }
}
